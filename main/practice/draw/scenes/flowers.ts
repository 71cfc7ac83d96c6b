import type { Colour } from '../colour.ts'
import { colour, lighten, mix } from '../colour.ts'
import { accent, requested } from '../elements/accents.ts'
import { land, softRidge } from '../elements/land.ts'
import { placeLight, sky } from '../elements/sky.ts'
import type { Random } from '../random.ts'
import type { Scene, DrawContext } from '../context.ts'
import { count, layers, repeat } from '../context.ts'
import type { Point } from '../svg.ts'
import { disc, line, n, shape } from '../svg.ts'

/** A meadow in flower, seen from among the stems: pale and small far off, large and near in front. */
export const flowers: Scene = (context) => {
  const random = context.random.fork('flowers')
  const { width, height, unit } = context
  const horizon = height * random.between(0.36, 0.5)
  const light = placeLight(context, horizon)
  const spot = width * random.between(0.25, 0.75)
  const things = requested(context, ['house', 'lighthouse', 'cat']).map((name, index) =>
    accent(
      name,
      context,
      [spot + index * unit * 20, horizon + unit * 3],
      unit * (name === 'lighthouse' ? 25 : 13),
    ),
  )
  return layers(
    sky(context, horizon, light),
    land(context, 'away', softRidge(context, random.fork('away'), horizon - unit * 4, unit * 6, 1.2), 0.22),
    ...things,
    ...repeat(4, (index) => {
      const y = horizon + (height - horizon) * ([0.06, 0.2, 0.42, 0.75][index] ?? 1)
      return (
        land(
          context,
          `bed${index}`,
          softRidge(context, random.fork(`bed ${index}`), y, unit * 2.5, 1),
          0.36 + index * 0.2,
        ) + bed(context, index, y)
      )
    }),
  )
}

function bed(context: DrawContext, index: number, y: number): string {
  const random = context.random.fork(`row ${index}`)
  const { width, unit, palette, height } = context
  const size = unit * ([1.1, 2.1, 4.1, 8.2][index] ?? 4)
  const amount = count(context, ([64, 34, 17, 8][index] ?? 10) * Math.max(0.7, width / height))
  const stem = mix(palette.near, colour(0.42, 0.1, 145), 0.45)
  const tones = [
    palette.accent,
    palette.partner,
    mix(palette.accent, palette.light, 0.45),
    mix(palette.partner, palette.light, 0.3),
    mix(palette.accent, palette.far, 0.4),
  ] as const
  return repeat(amount, (at) => {
    const x = ((at + random.between(0.05, 0.95)) / amount) * width
    const head: Point = [
      x,
      y + unit * random.between(-2, 5) * (1 + index) - size * 1.2 + (index === 3 ? unit * 2 : 0),
    ]
    const foot: Point = [x + random.between(-1, 1) * size, head[1] + size * random.between(3.6, 6)]
    const stalk = `M${n(foot[0])} ${n(foot[1])}Q${n(x + size * 0.3)} ${n((head[1] + foot[1]) / 2)} ${n(head[0])} ${n(head[1])}`
    const tone = mix(random.pick(tones), palette.skyLow, 0.34 * (1 - index / 3))
    return (
      line(stalk, stem, size * 0.13, 0.95) +
      (index >= 2 ? leaves(head, foot, size, stem, random) : '') +
      blossom(head, size, tone, context, random)
    )
  }).join('')
}

function leaves(head: Point, foot: Point, size: number, tone: Colour, random: Random): string {
  return repeat(2, (index) => {
    const y = head[1] + (foot[1] - head[1]) * random.between(0.4, 0.8)
    const x = head[0] + (foot[0] - head[0]) * 0.5
    const side = index === 0 ? 1 : -1
    const d = `M${n(x)} ${n(y)}q${n(side * size * 0.8)} ${n(-size * 1.1)} ${n(side * size * 1.7)} ${n(-size * 0.9)}q${n(-side * size * 0.5)} ${n(size * 1.1)} ${n(-side * size * 1.7)} ${n(size * 0.9)}z`
    return shape(d, lighten(tone, index * 0.05))
  }).join('')
}

/** One flower: a daisy, a tulip or a poppy. */
function blossom([x, y]: Point, size: number, tone: Colour, context: DrawContext, random: Random): string {
  const dark = mix(tone, context.palette.near, 0.32)
  const kind = random.whole(0, 2)
  if (kind === 0) {
    const petals = random.whole(7, 11)
    const shift = random.between(0, Math.PI)
    const d = repeat(petals, (at) =>
      petal(x, y, shift + (at / petals) * Math.PI * 2, size, size * (2.1 / petals)),
    ).join('')
    return (
      shape(d, tone) +
      disc(x, y, size * 0.3, mix(context.palette.light, colour(0.78, 0.15, 80), 0.6)) +
      disc(x + size * 0.05, y + size * 0.06, size * 0.17, dark, 0.35)
    )
  }
  if (kind === 1) {
    const cup = `M${n(x - size * 0.62)} ${n(y - size * 0.75)}Q${n(x - size * 0.35)} ${n(y - size * 0.35)} ${n(x)} ${n(y - size * 1.05)}Q${n(x + size * 0.35)} ${n(y - size * 0.35)} ${n(x + size * 0.62)} ${n(y - size * 0.75)}Q${n(x + size * 0.8)} ${n(y + size * 0.5)} ${n(x)} ${n(y + size * 0.55)}Q${n(x - size * 0.8)} ${n(y + size * 0.5)} ${n(x - size * 0.62)} ${n(y - size * 0.75)}z`
    const fold = `M${n(x)} ${n(y - size * 1.05)}Q${n(x + size * 0.5)} ${n(y - size * 0.2)} ${n(x)} ${n(y + size * 0.55)}Q${n(x - size * 0.5)} ${n(y - size * 0.2)} ${n(x)} ${n(y - size * 1.05)}z`
    return shape(cup, dark) + shape(fold, tone)
  }
  const tilt = random.between(0, Math.PI * 2)
  const d = repeat(5, (at) => petal(x, y, tilt + (at / 5) * Math.PI * 2, size * 1.02, size * 0.62)).join('')
  const inner = repeat(5, (at) =>
    petal(x, y, tilt + 0.6 + (at / 5) * Math.PI * 2, size * 0.66, size * 0.42),
  ).join('')
  return (
    shape(d, dark) +
    shape(inner, tone) +
    disc(x, y, size * 0.2, mix(context.palette.near, colour(0.2, 0.03, 60), 0.5))
  )
}

function petal(x: number, y: number, angle: number, long: number, half: number): string {
  const [ux, uy] = [Math.cos(angle), Math.sin(angle)]
  const point = (along: number, across: number): string =>
    `${n(x + ux * along - uy * across)} ${n(y + uy * along + ux * across)}`
  return `M${n(x)} ${n(y)}C${point(long * 0.45, half)} ${point(long * 0.95, half)} ${point(long, 0)}C${point(long * 0.95, -half)} ${point(long * 0.45, -half)} ${n(x)} ${n(y)}z`
}
