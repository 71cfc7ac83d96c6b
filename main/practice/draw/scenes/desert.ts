import { mix } from '../colour.ts'
import { accent, asked } from '../elements/accents.ts'
import { jaggedRidge, land } from '../elements/land.ts'
import { placeLight, sky } from '../elements/sky.ts'
import { distanceColour } from '../palette.ts'
import type { Random } from '../random.ts'
import type { Scene, Stage } from '../stage.ts'
import { layers, repeat } from '../stage.ts'
import type { Point } from '../svg.ts'
import { curve, line, linear, n, shape } from '../svg.ts'

/** Dunes with a lit side and one in shadow, mesas far behind them. */
export const desert: Scene = (stage) => {
  const random = stage.random.fork('desert')
  const { width, height, unit } = stage
  const horizon = height * random.between(0.44, 0.56)
  const light = placeLight(stage, horizon)
  const spot = width * random.between(0.2, 0.8)
  return layers(
    sky(stage, horizon, { ...light, radius: light.radius * 1.35 }, random.chance(0.4)),
    land(
      stage,
      'mesa',
      jaggedRidge(stage, random.fork('mesa'), horizon + unit * 2, height * 0.09, 0.45),
      0.16,
      false,
    ),
    ...repeat(5, (place) => dune(stage, place, horizon, light.at[0] < width / 2)),
    random.chance(0.6) ? cactus(stage, spot, height * 0.88, unit * random.between(15, 24), random) : '',
    ...asked(stage, ['house', 'cat', 'lighthouse']).map((name) =>
      accent(name, stage, [width - spot, height * 0.84], unit * (name === 'lighthouse' ? 30 : 14)),
    ),
  )
}

function dune(stage: Stage, place: number, horizon: number, lightFromLeft: boolean): string {
  const random = stage.random.fork(`dune ${place}`)
  const { width, height, palette, unit } = stage
  const nearness = (place + 0.5) / 5
  const y = horizon + (height - horizon) * (0.06 + place * 0.19)
  const high = height * (0.05 + place * 0.022)
  const crest = width * random.between(0.15, 0.85)
  const peak: Point = [crest, y - high]
  const sand = mix(
    mix(palette.skyLow, palette.accent, 0.32 + nearness * 0.3),
    distanceColour(palette, nearness),
    0.12 + nearness * 0.28,
  )
  const shade = mix(sand, palette.near, 0.42)
  // Both flanks run far out of the picture, so that only one crest shows per dune.
  const left: Point[] = [
    [-width * 0.1, y + high * random.between(0, 1.2)],
    [crest * 0.45, y + high * 0.35],
    peak,
  ]
  const right: Point[] = [
    peak,
    [crest + (width - crest) * 0.5, y + high * 0.3],
    [width * 1.1, y + high * random.between(0, 1.2)],
  ]
  const body = `M${n(left[0]?.[0] ?? 0)} ${n(left[0]?.[1] ?? 0)}Q${n(left[1]?.[0] ?? 0)} ${n(left[1]?.[1] ?? 0)} ${n(peak[0])} ${n(peak[1])}Q${n(right[1]?.[0] ?? 0)} ${n(right[1]?.[1] ?? 0)} ${n(right[2]?.[0] ?? 0)} ${n(right[2]?.[1] ?? 0)}L${n(width * 1.1)} ${n(height + 2)}L${n(-width * 0.1)} ${n(height + 2)}z`
  const away = lightFromLeft ? 1 : -1
  const spine = crest + away * width * random.between(0.02, 0.16)
  const far = lightFromLeft ? right : left
  const end = lightFromLeft ? (far[2] ?? peak) : (far[0] ?? peak)
  const bend = far[1] ?? peak
  const dark = `M${n(peak[0])} ${n(peak[1])}Q${n(bend[0])} ${n(bend[1])} ${n(end[0])} ${n(end[1])}L${n(end[0])} ${n(height + 2)}L${n(crest - away * unit * 8)} ${n(height + 2)}C${n(spine + away * unit * 12)} ${n(y + high * 2.2)} ${n(spine - away * unit * 12)} ${n(y + high * 0.6)} ${n(peak[0])} ${n(peak[1])}z`
  const ripples = repeat(place >= 3 ? 7 : 0, (at) => {
    const ry = y + high * (0.6 + at * 0.5)
    return `M${curve(repeat(7, (step): Point => [(step / 6) * width, ry + Math.sin(step * 1.7 + at) * unit * 1.2 + unit * random.between(-0.5, 0.5)]))}`
  }).join('')
  return layers(
    linear(
      `dune${place}`,
      [0, y - high],
      [0, y + high * 4.5],
      [
        [0, mix(sand, palette.light, 0.26)],
        [1, sand],
      ],
    ),
    shape(body, { gradient: `dune${place}` }),
    linear(
      `shade${place}`,
      [0, y - high],
      [0, y + high * 4.5],
      [
        [0, shade, 0.85],
        [1, shade, 0.25],
      ],
    ),
    shape(dark, { gradient: `shade${place}` }),
    line(ripples, shade, unit * 0.18, 0.3),
  )
}

function cactus(stage: Stage, x: number, y: number, high: number, random: Random): string {
  const tone = mix(stage.palette.near, stage.palette.partner, 0.12)
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
      mix(tone, stage.palette.light, 0.35),
      high * 0.014,
      0.6,
    )
  )
}
