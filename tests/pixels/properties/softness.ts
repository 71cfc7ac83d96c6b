import type { Pixels } from '#shared/services.ts'
import type { Property, Tools } from './property.ts'
import { draw, make } from './property.ts'

const radii = [1, 2, 3, 4, 5, 8, 16, 40, 100, 512]
/** Steps of several heights, so that their rounding errors cancel out. */
const levels = [255, 247, 239, 231, 223, 215, 207, 199]

/**
 * The standard deviation by which a step was softened, in pixels: of its slope, as the mean of several steps. `soften`
 * gets a vertical step, with identical rows.
 */
async function deviation(
  radius: number,
  soften: (level: number, width: number) => Promise<Pixels>,
): Promise<number> {
  const width = 2 * Math.ceil(4 * radius + 16)
  let sum = 0
  for (const level of levels) {
    const { data, channels } = await soften(level, width)
    const at = (x: number): number => data[(width + x) * channels] ?? 0
    let [mean, square] = [0, 0]
    for (let x = 0; x + 1 < width; x += 1) {
      const share = (at(x + 1) - at(x)) / level
      const from = x + 1 - width / 2
      mean += share * from
      square += share * from * from
    }
    sum += square - mean * mean
  }
  return Math.sqrt(sum / levels.length)
}

/** In per cent of half the radius, the worst of all radii. */
async function worst(
  soften: (radius: number, level: number, width: number) => Promise<Pixels>,
): Promise<number> {
  let most = 0
  for (const radius of radii) {
    const found = await deviation(radius, (level, width) => soften(radius, level, width))
    most = Math.max(most, 100 * Math.abs(found / (radius / 2) - 1))
  }
  return most
}

const stepOf = async ({ pixelContext }: Tools, width: number, level: number, channels: 1 | 4) =>
  pixelContext.put(
    draw(width, 3, channels, (x) =>
      [level, level, level, 255].map((value, at) => (at < 3 && x < width / 2 ? 0 : value)).slice(0, channels),
    ),
  )

export const softness: readonly Property[] = [
  {
    name: 'Blur softens by half its radius',
    unit: '% of the standard deviation, radii 1 to 512',
    most: 2,
    measure: (tools) =>
      worst(async (radius, level, width) =>
        make(tools, 'blur', { image: await stepOf(tools, width, level, 4), radius }, 'image'),
      ),
  },
  {
    name: 'Feather softens by half its radius',
    unit: '% of the standard deviation, radii 1 to 512',
    most: 2,
    measure: (tools) =>
      worst(async (radius, level, width) =>
        make(tools, 'feather-mask', { mask: await stepOf(tools, width, level, 1), radius }, 'mask'),
      ),
  },
]
