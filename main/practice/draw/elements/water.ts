import { lighten, mix } from '../colour.ts'
import type { DrawContext } from '../context.ts'
import { count, repeat } from '../context.ts'
import { linear, n, rectangle, shape } from '../svg.ts'
import type { Light } from './sky.ts'

/** Water from `top` to the foot of the picture: the sky upside down, deeper towards the viewer. */
export function water(context: DrawContext, top: number): string {
  const { palette, width, height } = context
  return (
    linear(
      'water',
      [0, top],
      [0, height],
      [
        [0, mix(palette.skyLow, palette.far, 0.35)],
        [0.3, mix(palette.skyMid, palette.far, 0.5)],
        [1, mix(palette.skyTop, palette.near, 0.55)],
      ],
    ) + rectangle(0, top, width, height - top + 1, { gradient: 'water' })
  )
}

/** Light on the water: short strokes in a column below the sun or moon, and stray ones besides. */
export function glitter(context: DrawContext, top: number, light: Light | null): string {
  const random = context.random.fork('glitter')
  const { palette, unit, width, height } = context
  const depth = height - top
  const strokes = (amount: number, around: number, spread: number, long: number): string =>
    repeat(count(context, amount), () => {
      const down = random.next() ** 1.35
      const reach =
        (spread * (0.35 + down * 0.9) * (random.next() + random.next() + random.next() - 1.5)) / 0.75
      const half = unit * long * random.between(0.35, 1.2) * (0.35 + down)
      return lens(around + reach, top + unit * 0.4 + down * depth * 0.97, half, unit * (0.1 + down * 0.22))
    }).join('')
  const calm = strokes(70, width / 2, width * 0.62, 5.5)
  const dark = strokes(55, width / 2, width * 0.62, 7)
  const bright = light === null ? '' : strokes(120, light.at[0], light.radius * 1.25, 2.6)
  return (
    shape(dark, palette.near, 0.16) +
    shape(calm, mix(palette.skyLow, palette.light, 0.4), 0.26) +
    shape(bright, lighten(palette.light, 0.01), 0.74)
  )
}

const lens = (x: number, y: number, half: number, thick: number): string =>
  `M${n(x - half)} ${n(y)}Q${n(x)} ${n(y - thick)} ${n(x + half)} ${n(y)}Q${n(x)} ${n(y + thick)} ${n(x - half)} ${n(y)}z`
