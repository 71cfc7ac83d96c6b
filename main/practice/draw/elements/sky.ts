import { colour, mix } from '../colour.ts'
import type { DrawContext } from '../context.ts'
import { count, layers, repeat } from '../context.ts'
import type { Point } from '../svg.ts'
import { disc, discPath, glow, linear, n, rectangle, shape, turned } from '../svg.ts'

/** The position and size of the sun or the moon, in pixels. */
export interface Light {
  readonly at: Point
  readonly radius: number
}

/** Chooses a place for the sun or moon: high by day, near the horizon at dawn and dusk. */
export function placeLight(context: DrawContext, horizon: number): Light {
  const random = context.random.fork('light')
  const low = context.mood.hour === 'dusk' || context.mood.hour === 'dawn'
  const x = random.chance(0.5) ? random.between(0.16, 0.4) : random.between(0.6, 0.84)
  const y = low ? random.between(0.55, 0.86) : random.between(0.24, 0.5)
  return {
    at: [context.width * x, horizon * y],
    radius: context.unit * (low ? random.between(7, 12) : random.between(4.5, 8)),
  }
}

/** The sky down to the horizon (pixels from the top), with its light, stars at night and clouds. */
export function sky(context: DrawContext, horizon: number, light: Light | null, clouds = true): string {
  const { palette, width, height } = context
  const gradient = linear(
    'sky',
    [0, 0],
    [0, Math.max(horizon, 1)],
    [
      [0, palette.skyTop],
      [0.55, palette.skyMid],
      [1, palette.skyLow],
    ],
  )
  return layers(
    gradient,
    rectangle(0, 0, width, height, { gradient: 'sky' }),
    context.mood.hour === 'night' ? stars(context, horizon) : '',
    light === null ? '' : sun(context, light),
    clouds ? cloudBands(context, horizon) : '',
  )
}

/** Stars in three sizes; the higher, the more. */
export function stars(context: DrawContext, depth: number): string {
  const random = context.random.fork('stars')
  return layers(
    ...[0.1, 0.17, 0.27].map((size, index) => {
      const d = repeat(count(context, [150, 60, 16][index] ?? 10), () =>
        discPath(
          random.next() * context.width,
          random.next() ** 1.5 * depth,
          size * context.unit * random.between(0.7, 1.2),
        ),
      ).join('')
      return shape(d, context.palette.light, [0.5, 0.75, 0.95][index])
    }),
  )
}

function sun(context: DrawContext, { at, radius }: Light): string {
  const { palette } = context
  const night = context.mood.hour === 'night'
  const halo = glow('halo', at, radius * (night ? 4.2 : 4.8), palette.light, night ? 0.4 : 0.6)
  const body = disc(at[0], at[1], radius, palette.light)
  if (!night) return halo + body
  const random = context.random.fork('moon')
  const crater = mix(palette.light, palette.skyLow, 0.22)
  const craters = repeat(5, () => {
    const angle = random.between(0, Math.PI * 2)
    const away = random.between(0.1, 0.68) * radius
    return disc(
      at[0] + Math.cos(angle) * away,
      at[1] + Math.sin(angle) * away,
      radius * random.between(0.08, 0.2),
      crater,
      0.7,
    )
  })
  if (random.chance(0.4))
    return halo + turned(random.between(-35, 15), at, shape(crescent(at, radius), palette.light))
  return layers(halo, body, ...craters)
}

const crescent = ([x, y]: Point, r: number): string =>
  `M${n(x)} ${n(y - r)}A${n(r)} ${n(r)} 0 1 0 ${n(x)} ${n(y + r)}A${n(r * 1.25)} ${n(r * 1.25)} 0 0 1 ${n(x)} ${n(y - r)}z`

/** Flat-bottomed clouds in a few bands, wider and thinner towards the horizon. */
function cloudBands(context: DrawContext, horizon: number): string {
  const random = context.random.fork('clouds')
  const { palette, unit, width, mood } = context
  const night = mood.hour === 'night'
  const pale = night
    ? mix(palette.skyLow, colour(0.6, 0.03, palette.skyLow.h), 0.3)
    : mix(palette.skyLow, palette.light, 0.6)
  return repeat(random.whole(2, 5), () => {
    const y = horizon * random.between(0.12, 0.82)
    const reach = unit * random.between(14, 34)
    const thick = unit * random.between(0.9, 2.4) * (1.2 - (y / horizon) * 0.6)
    const x = random.between(-0.05, 1.05) * width
    return shape(cloud(x, y, reach, thick, random.fork(n(x))), pale, night ? 0.16 : random.between(0.3, 0.62))
  }).join('')
}

function cloud(x: number, y: number, reach: number, thick: number, random: DrawContext['random']): string {
  const left = x - reach
  const bumps = random.whole(4, 7)
  let d = `M${n(left)} ${n(y)}`
  const step = (2 * reach) / bumps
  for (let at = 0; at < bumps; at += 1) {
    const middle = 1 - Math.abs((at + 0.5) / bumps - 0.5) * 1.5
    d += `q${n(step * 0.5)} ${n(-thick * middle * random.between(1.6, 3.4))} ${n(step)} 0`
  }
  return `${d}q${n(-reach * 0.5)} ${n(thick * 0.7)} ${n(-reach)} ${n(thick * 0.6)}t${n(-reach)} ${n(-thick * 0.6)}z`
}
