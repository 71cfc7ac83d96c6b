import { createMaskCanvas } from '#shared/mask/rasterise.ts'
import type { Pixels } from '#shared/services.ts'
import type { Property, Tools } from './property.ts'
import { draw, make } from './property.ts'

/** Pixels of the source per wave: long enough for every kernel to preserve it. */
const WAVE = 16
const SIDE = 128
const factors = [1.01, 1.25, 1.5, 2, 2.5, 3, 4, 8, 0.75, 0.5, 0.34]

type Axis = 'across' | 'down'

/** A wave along one axis, thin along the other. */
const wave = (axis: Axis, channels: 1 | 4): Pixels => {
  const level = (index: number): number => 127 + 100 * Math.sin((2 * Math.PI * (index + 0.5)) / WAVE)
  const at = (index: number): number[] => [level(index), level(index), level(index), 255].slice(0, channels)
  return axis === 'across' ? draw(SIDE, 3, channels, (x) => at(x)) : draw(3, SIDE, channels, (_, y) => at(y))
}

/** How far the wave has moved, in pixels of the scaled picture, by the phase of whole waves in the middle. */
function shift({ width, height, channels, data }: Pixels, axis: Axis): number {
  const length = axis === 'across' ? width : height
  const step = axis === 'across' ? channels : channels * width
  const factor = length / SIDE
  let [sine, cosine] = [0, 0]
  // Two waves are left out at either end, where a kernel has fewer samples.
  const start = Math.ceil(2 * WAVE * factor)
  const end = Math.floor((SIDE - 2 * WAVE) * factor)
  for (let index = start; index < end; index += 1) {
    const angle = (2 * Math.PI * (index + 0.5)) / factor / WAVE
    // A smooth window, so that partial waves at its ends do not count.
    const window = Math.sin((Math.PI * (index + 0.5 - start)) / (end - start)) ** 4
    const value = window * ((data[index * step] ?? 0) - 127)
    sine += value * Math.sin(angle)
    cosine += value * Math.cos(angle)
  }
  return Math.abs((Math.atan2(cosine, sine) / (2 * Math.PI)) * WAVE * factor)
}

async function worst(scale: (axis: Axis, width: number, height: number) => Promise<Pixels>): Promise<number> {
  let most = 0
  for (const factor of factors)
    for (const axis of ['across', 'down'] as const) {
      const side = Math.round(SIDE * factor)
      const made = axis === 'across' ? await scale(axis, side, 3) : await scale(axis, 3, side)
      most = Math.max(most, shift(made, axis))
    }
  return most
}

/** How much wider than high a disc is that was scaled to cover a frame, in per cent, by its second moments. */
async function distortion(
  tools: Tools,
  from: readonly [number, number],
  to: readonly [number, number],
): Promise<number> {
  const [width, height] = from
  const radius = 0.3 * Math.min(width, height)
  // Supersampled at its edge, to be as smooth as possible.
  const covered = (x: number, y: number): number => {
    const away = Math.hypot(x + 0.5 - width / 2, y + 0.5 - height / 2) - radius
    if (Math.abs(away) > 1) return away < 0 ? 255 : 0
    let count = 0
    for (let at = 0; at < 256; at += 1)
      if (
        Math.hypot(x + ((at % 16) + 0.5) / 16 - width / 2, y + ((at >> 4) + 0.5) / 16 - height / 2) < radius
      )
        count += 1
    return (255 * count) / 256
  }
  const disc = draw(width, height, 4, (x, y) => {
    const level = covered(x, y)
    return [level, level, level, 255]
  })
  const image = await tools.pixelContext.put(disc)
  const made = await make(
    tools,
    'resize',
    { image, width: to[0], height: to[1], fit: 'cover', kernel: 'smooth' },
    'image',
  )
  let [sum, across, down] = [0, 0, 0]
  for (let y = 0; y < made.height; y += 1)
    for (let x = 0; x < made.width; x += 1) {
      const level = made.data[(y * made.width + x) * 4] ?? 0
      sum += level
      across += level * (x + 0.5 - made.width / 2) ** 2
      down += level * (y + 0.5 - made.height / 2) ** 2
    }
  if (sum === 0) return Infinity
  return 100 * Math.abs(Math.sqrt(across / down) - 1)
}

export const placement: readonly Property[] = [
  {
    name: 'a scaled picture stays in its place',
    unit: `pixels of the result, factors ${Math.min(...factors)} to ${Math.max(...factors)}`,
    most: 0.01,
    measure: (tools) =>
      worst(async (axis, width, height) => {
        const image = await tools.pixelContext.put(wave(axis, 4))
        return make(tools, 'resize', { image, width, height, fit: 'stretch', kernel: 'smooth' }, 'image')
      }),
  },
  {
    name: 'a mask that is scaled to its picture stays in its place',
    unit: 'pixels of the result',
    most: 0.01,
    measure: (tools) =>
      worst(async (axis, width, height) => {
        const paper = async (level: number) =>
          tools.pixelContext.put(draw(width, height, 4, () => [level, level, level, 255]))
        const [base, over, mask] = [
          await paper(0),
          await paper(255),
          await tools.pixelContext.put(wave(axis, 1)),
        ]
        return make(tools, 'composite', { base, over, mask }, 'image')
      }),
  },
  {
    name: 'a mask that painting starts from stays in its place',
    unit: 'pixels of the result',
    most: 0.01,
    measure: () =>
      worst(async (axis, width, height) => {
        const { mask } = createMaskCanvas(width, height, () => ({ mask: wave(axis, 1) }))
        return { ...mask, channels: 1 }
      }),
  },
  {
    name: 'a circle that covers another frame is round',
    unit: '% wider than high',
    most: 0.1,
    async measure(tools) {
      const frames = [
        [50, 37, 1280, 720],
        [37, 50, 640, 640],
        [300, 201, 1024, 1024],
        [1023, 767, 640, 480],
      ] as const
      let most = 0
      for (const [width, height, ...to] of frames)
        most = Math.max(most, await distortion(tools, [width, height], to))
      return most
    },
  },
]
