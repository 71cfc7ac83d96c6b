import { lighten, mix } from '../colour.ts'
import { accent, asked } from '../elements/accents.ts'
import { below, land, jaggedRidge, ridgeAt, softRidge } from '../elements/land.ts'
import { placeLight, sky } from '../elements/sky.ts'
import { glitter, water } from '../elements/water.ts'
import type { Scene, Stage } from '../stage.ts'
import { layers, repeat } from '../stage.ts'
import type { Point } from '../svg.ts'
import { curve, line, linear, shape } from '../svg.ts'

/** Open water under a wide sky, with islands, and breakers or rocks before it. */
export const sea: Scene = (stage) => {
  const random = stage.random.fork('sea')
  const { width, height, unit } = stage
  const horizon = height * random.between(0.42, 0.6)
  const light = placeLight(stage, horizon)
  const islands = repeat(random.whole(0, 2), (place) => island(stage, horizon, place))
  const spot = width * (light.at[0] < width / 2 ? random.between(0.58, 0.78) : random.between(0.22, 0.42))
  const boats = asked(stage, ['boat']).map((name) =>
    accent(name, stage, [spot, horizon + (height - horizon) * 0.2], unit * 19),
  )
  const shore = random.pick(['waves', 'waves', 'rocks', 'open'])
  const headland = asked(stage, ['lighthouse', 'house', 'cat']).length > 0
  return layers(
    sky(stage, horizon, light),
    ...islands,
    water(stage, horizon),
    glitter(stage, horizon, light),
    ...boats,
    headland || shore === 'rocks' ? rocks(stage) : '',
    !headland && shore === 'waves' ? breakers(stage) : '',
  )
}

function island(stage: Stage, horizon: number, place: number): string {
  const random = stage.random.fork(`island ${place}`)
  const { width, height } = stage
  const from = random.between(-0.15, 0.85) * width
  const long = width * random.between(0.22, 0.5)
  const high = height * random.between(0.03, 0.1)
  const ridge = jaggedRidge(stage, random, horizon, high, 0.48).map(([x, y]): Point => {
    const share = x / width
    const slope = Math.max(0, Math.sin(Math.PI * Math.min(1, Math.max(0, share)))) ** 0.7
    return [from + share * long, horizon - (horizon - y) * slope]
  })
  return land(stage, `island${place}`, ridge, 0.2 + place * 0.22, false)
}

/** Folded paper waves, each with its line of foam. */
function breakers(stage: Stage): string {
  const { height, palette, unit } = stage
  return repeat(4, (place) => {
    const random = stage.random.fork(`breaker ${place}`)
    const y = height * (0.8 + place * 0.062)
    const ridge = softRidge(stage, random, y, unit * (2 + place * 0.8), random.between(1.4, 2.6))
    const tone = mix(mix(palette.skyTop, palette.far, 0.4), palette.near, 0.25 + place * 0.2)
    const fill = linear(
      `wave${place}`,
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
      shape(below(ridge, height + 2), { gradient: `wave${place}` }) +
      line(`M${curve(ridge)}`, foam, unit * (0.35 + place * 0.12), 0.75) +
      line(
        `M${curve(ridge.map(([x, at]): Point => [x, at + unit * (1.3 + place * 0.3)]))}`,
        foam,
        unit * 0.16,
        0.4,
      )
    )
  }).join('')
}

/** A dark headland in a lower corner, where a lighthouse may stand. */
function rocks(stage: Stage): string {
  const random = stage.random.fork('rocks')
  const { width, height, unit } = stage
  const left = random.chance(0.5)
  const reach = width * random.between(0.4, 0.6)
  const top = height * random.between(0.16, 0.24)
  const ridge = jaggedRidge(stage, random, height, top, 0.5).map(([x, y]): Point => {
    const share = left ? 1 - x / width : x / width
    const slope = Math.min(1, Math.max(0, share * 1.5 - 0.08))
    return [
      left ? (x / width) * reach : width - reach + (x / width) * reach,
      height - (height - y) * slope + unit,
    ]
  })
  const x = left ? reach * 0.2 : width - reach * 0.2
  const things = asked(stage, ['lighthouse', 'house', 'cat']).map((name, place) => {
    const at = x + (left ? 1 : -1) * place * unit * 14
    return accent(name, stage, [at, ridgeAt(ridge, at) + unit], unit * (name === 'lighthouse' ? 36 : 13))
  })
  return things.join('') + land(stage, 'rocks', ridge, 1, false)
}
