import { mix } from '../colour.ts'
import { accent, requested } from '../elements/accents.ts'
import { jaggedRidge, land } from '../elements/land.ts'
import { placeLight, sky } from '../elements/sky.ts'
import { distanceColour } from '../palette.ts'
import type { Random } from '../random.ts'
import type { Scene, DrawContext } from '../context.ts'
import { layers, repeat } from '../context.ts'
import type { Point } from '../svg.ts'
import { curve, line, linear, n, shape } from '../svg.ts'

/** Dunes with a lit side and one in shadow, mesas far behind them. */
export const desert: Scene = (context) => {
  const random = context.random.fork('desert')
  const { width, height, unit } = context
  const horizon = height * random.between(0.44, 0.56)
  const light = placeLight(context, horizon)
  const spot = width * random.between(0.2, 0.8)
  return layers(
    sky(context, horizon, { ...light, radius: light.radius * 1.35 }, random.chance(0.4)),
    land(
      context,
      'mesa',
      jaggedRidge(context, random.fork('mesa'), horizon + unit * 2, height * 0.09, 0.45),
      0.16,
      false,
    ),
    ...repeat(5, (index) => dune(context, index, horizon, light.at[0] < width / 2)),
    random.chance(0.6) ? cactus(context, spot, height * 0.88, unit * random.between(15, 24), random) : '',
    ...requested(context, ['house', 'cat', 'lighthouse']).map((name) =>
      accent(name, context, [width - spot, height * 0.84], unit * (name === 'lighthouse' ? 30 : 14)),
    ),
  )
}

const at = ([x, y]: Point): string => `${n(x)} ${n(y)}`

function dune(context: DrawContext, index: number, horizon: number, lightFromLeft: boolean): string {
  const random = context.random.fork(`dune ${index}`)
  const { width, height, palette, unit } = context
  const nearness = (index + 0.5) / 5
  const y = horizon + (height - horizon) * (0.06 + index * 0.19)
  const high = height * (0.05 + index * 0.022)
  const crest = width * random.between(0.15, 0.85)
  const peak: Point = [crest, y - high]
  const sand = mix(
    mix(palette.skyLow, palette.accent, 0.32 + nearness * 0.3),
    distanceColour(palette, nearness),
    0.12 + nearness * 0.28,
  )
  const shade = mix(sand, palette.near, 0.42)
  // Both flanks run far out of the picture, so that only one crest shows per dune.
  const left = {
    bend: [crest * 0.45, y + high * 0.35],
    end: [-width * 0.1, y + high * random.between(0, 1.2)],
  } as const
  const right = {
    bend: [crest + (width - crest) * 0.5, y + high * 0.3],
    end: [width * 1.1, y + high * random.between(0, 1.2)],
  } as const
  const body = `M${at(left.end)}Q${at(left.bend)} ${at(peak)}Q${at(right.bend)} ${at(right.end)}V${n(height + 2)}H${n(-width * 0.1)}z`
  const away = lightFromLeft ? 1 : -1
  const spine = crest + away * width * random.between(0.02, 0.16)
  const far = lightFromLeft ? right : left
  // Down the flank that the light does not reach, and back up to the peak along the winding spine.
  const dark =
    `M${at(peak)}Q${at(far.bend)} ${at(far.end)}V${n(height + 2)}H${n(crest - away * unit * 8)}` +
    `C${at([spine + away * unit * 12, y + high * 2.2])} ${at([spine - away * unit * 12, y + high * 0.6])} ${at(peak)}z`
  const ripples = repeat(index >= 3 ? 7 : 0, (row) => {
    const level = y + high * (0.6 + row * 0.5)
    const wave = (step: number): number =>
      (Math.sin(step * 1.7 + row) * 1.2 + random.between(-0.5, 0.5)) * unit
    return `M${curve(repeat(7, (step): Point => [(step / 6) * width, level + wave(step)]))}`
  }).join('')
  return layers(
    linear(
      `dune${index}`,
      [0, y - high],
      [0, y + high * 4.5],
      [
        [0, mix(sand, palette.light, 0.26)],
        [1, sand],
      ],
    ),
    shape(body, { gradient: `dune${index}` }),
    linear(
      `shade${index}`,
      [0, y - high],
      [0, y + high * 4.5],
      [
        [0, shade, 0.85],
        [1, shade, 0.25],
      ],
    ),
    shape(dark, { gradient: `shade${index}` }),
    line(ripples, shade, unit * 0.18, 0.3),
  )
}

function cactus(context: DrawContext, x: number, y: number, high: number, random: Random): string {
  const tone = mix(context.palette.near, context.palette.partner, 0.12)
  const arm = (side: number, from: number, reach: number, up: number): string =>
    `M${n(x)} ${n(y - high * from)}h${n(side * reach * high)}q${n(side * high * 0.07)} 0 ${n(side * high * 0.07)} ${n(-high * 0.07)}v${n(-up * high)}`
  const arms =
    arm(-1, random.between(0.35, 0.5), 0.14, random.between(0.14, 0.25)) +
    arm(1, random.between(0.42, 0.58), 0.12, random.between(0.1, 0.2))
  return (
    line(`M${n(x)} ${n(y + 3)}v${n(-high)}`, tone, high * 0.12) +
    line(arms, tone, high * 0.085) +
    line(
      `M${n(x - high * 0.025)} ${n(y - high * 0.06)}v${n(-high * 0.88)}`,
      mix(tone, context.palette.light, 0.35),
      high * 0.014,
      0.6,
    )
  )
}
