import { lighten, mix } from '../colour.ts'
import { accent, requested } from '../elements/accents.ts'
import { below, land, jaggedRidge, ridgeAt, softRidge } from '../elements/land.ts'
import { placeLight, sky } from '../elements/sky.ts'
import { glitter, water } from '../elements/water.ts'
import type { Scene, DrawContext } from '../context.ts'
import { layers, repeat } from '../context.ts'
import type { Point } from '../svg.ts'
import { curve, line, linear, shape } from '../svg.ts'

/** Open water under a wide sky, with islands, and breakers or rocks before it. */
export const sea: Scene = (context) => {
  const random = context.random.fork('sea')
  const { width, height, unit } = context
  const horizon = height * random.between(0.42, 0.6)
  const light = placeLight(context, horizon)
  const islands = repeat(random.whole(0, 2), (index) => island(context, horizon, index))
  const spot = width * (light.at[0] < width / 2 ? random.between(0.58, 0.78) : random.between(0.22, 0.42))
  const boats = requested(context, ['boat']).map((name) =>
    accent(name, context, [spot, horizon + (height - horizon) * 0.2], unit * 19),
  )
  const shore = random.pick(['waves', 'waves', 'rocks', 'open'])
  const headland = requested(context, ['lighthouse', 'house', 'cat']).length > 0
  return layers(
    sky(context, horizon, light),
    ...islands,
    water(context, horizon),
    glitter(context, horizon, light),
    ...boats,
    headland || shore === 'rocks' ? rocks(context) : '',
    !headland && shore === 'waves' ? breakers(context) : '',
  )
}

function island(context: DrawContext, horizon: number, index: number): string {
  const random = context.random.fork(`island ${index}`)
  const { width, height } = context
  const from = random.between(-0.15, 0.85) * width
  const long = width * random.between(0.22, 0.5)
  const high = height * random.between(0.03, 0.1)
  const ridge = jaggedRidge(context, random, horizon, high, 0.48).map(([x, y]): Point => {
    const share = x / width
    const slope = Math.max(0, Math.sin(Math.PI * Math.min(1, Math.max(0, share)))) ** 0.7
    return [from + share * long, horizon - (horizon - y) * slope]
  })
  return land(context, `island${index}`, ridge, 0.2 + index * 0.22, false)
}

/** Folded paper waves, each with its line of foam. */
function breakers(context: DrawContext): string {
  const { height, palette, unit } = context
  return repeat(4, (index) => {
    const random = context.random.fork(`breaker ${index}`)
    const y = height * (0.8 + index * 0.062)
    const ridge = softRidge(context, random, y, unit * (2 + index * 0.8), random.between(1.4, 2.6))
    const tone = mix(mix(palette.skyTop, palette.far, 0.4), palette.near, 0.25 + index * 0.2)
    const fill = linear(
      `wave${index}`,
      [0, y - unit * 3],
      [0, y + unit * 12],
      [
        [0, lighten(tone, 0.1)],
        [1, tone],
      ],
    )
    const foam = mix(palette.skyLow, palette.light, 0.6)
    return (
      fill +
      shape(below(ridge, height + 2), { gradient: `wave${index}` }) +
      line(`M${curve(ridge)}`, foam, unit * (0.35 + index * 0.12), 0.75) +
      line(
        `M${curve(ridge.map(([x, at]): Point => [x, at + unit * (1.3 + index * 0.3)]))}`,
        foam,
        unit * 0.16,
        0.4,
      )
    )
  }).join('')
}

/** A dark headland in a lower corner, where a lighthouse may stand. */
function rocks(context: DrawContext): string {
  const random = context.random.fork('rocks')
  const { width, height, unit } = context
  const left = random.chance(0.5)
  const reach = width * random.between(0.4, 0.6)
  const top = height * random.between(0.16, 0.24)
  const ridge = jaggedRidge(context, random, height, top, 0.5).map(([x, y]): Point => {
    const share = left ? 1 - x / width : x / width
    const slope = Math.min(1, Math.max(0, share * 1.5 - 0.08))
    return [
      left ? (x / width) * reach : width - reach + (x / width) * reach,
      height - (height - y) * slope + unit,
    ]
  })
  const x = left ? reach * 0.2 : width - reach * 0.2
  const things = requested(context, ['lighthouse', 'house', 'cat']).map((name, index) => {
    const at = x + (left ? 1 : -1) * index * unit * 14
    return accent(name, context, [at, ridgeAt(ridge, at) + unit], unit * (name === 'lighthouse' ? 36 : 13))
  })
  return things.join('') + land(context, 'rocks', ridge, 1, false)
}
