import { colour, lighten, mix } from '../colour.ts'
import { distanceColour } from '../palette.ts'
import type { Random } from '../random.ts'
import type { DrawContext } from '../context.ts'
import { layers, repeat } from '../context.ts'
import type { Point } from '../svg.ts'
import { linear, polygon, shape } from '../svg.ts'

/** A range of overlapping peaks standing at `foot`, the tallest `high` pixels, each with a lit side, a side in shadow and snow. */
export function range(
  context: DrawContext,
  name: string,
  foot: number,
  high: number,
  nearness: number,
): string {
  const random = context.random.fork(`range ${name}`)
  const { width } = context
  const amount = Math.max(4, Math.round((width / high) * 1.7))
  const peaks = repeat(amount, (index) => ({
    x: ((index + random.between(0.15, 0.85)) / amount) * width * 1.1 - width * 0.05,
    high: high * random.between(0.5, 1),
  }))
  // The tall ones stand behind, so that none hides another altogether.
  const drawn = peaks
    .toSorted((a, b) => b.high - a.high)
    .map((peak, index) =>
      one(context, `${name}${index}`, peak.x, foot, peak.high, nearness, random.fork(String(index))),
    )
  return drawn.join('')
}

function one(
  context: DrawContext,
  id: string,
  x: number,
  foot: number,
  high: number,
  nearness: number,
  random: Random,
): string {
  const { palette, mood } = context
  const half = high * random.between(0.75, 1.05)
  const top: Point = [x, foot - high]
  const left = flank(top, [x - half, foot], random)
  const right = flank(top, [x + half * random.between(0.85, 1.1), foot], random)
  const spine = flank(top, [x + half * random.between(-0.1, 0.25), foot], random, 0.085)
  const rock = distanceColour(palette, nearness)
  const lit = mix(lighten(rock, 0.045), palette.light, 0.1)
  const shade = mix(rock, palette.near, 0.3)
  const air = mix(rock, palette.skyLow, 0.5 * (1 - nearness))
  const dim = mood.hour === 'night' ? 0.42 : mood.hour === 'dusk' ? 0.2 : 0.04
  const white = mix(mix(colour(0.98, 0.012, 240), palette.light, 0.35), rock, dim + 0.16 * (1 - nearness))
  const depth = mood.season === 'winter' ? 0.62 : random.between(0.3, 0.46)
  const snowLeft = cut(left, top[1] + high * depth)
  const snowRight = cut(right, top[1] + high * depth)
  const snowSpine = cut(spine, top[1] + high * depth * 1.12)
  const fade = (name: string, from: typeof rock): string =>
    linear(
      `${name}${id}`,
      [0, top[1]],
      [0, foot],
      [
        [0, from],
        [0.45, from],
        [1, air],
      ],
    )
  return layers(
    fade('lit', lit),
    fade('shade', shade),
    shape(polygon([...left.toReversed(), ...spine.slice(1)]), { gradient: `lit${id}` }),
    shape(polygon([...spine.toReversed(), ...right.slice(1)]), { gradient: `shade${id}` }),
    shape(
      polygon([
        ...snowLeft.toReversed(),
        ...snowSpine.slice(1),
        ...teeth(snowSpine.at(-1), snowLeft.at(-1), high * 0.09, random),
      ]),
      white,
    ),
    shape(
      polygon([
        ...snowRight.toReversed(),
        ...snowSpine.slice(1),
        ...teeth(snowSpine.at(-1), snowRight.at(-1), high * 0.09, random),
      ]),
      mix(white, mix(rock, palette.skyTop, 0.5), 0.36),
    ),
  )
}

/** A broken line from the summit to the foot; `wander` is how far it strays, as a share of its height. */
function flank(top: Point, end: Point, random: Random, wander = 0.03): Point[] {
  const steps = 11
  const high = end[1] - top[1]
  return repeat(steps + 1, (at): Point => {
    const share = at / steps
    if (at === 0) return top
    const stray = at === steps ? 0 : random.between(-wander, wander) * high
    // Slopes are steep near the summit and run out below.
    return [top[0] + (end[0] - top[0]) * share ** 1.12 + stray, top[1] + high * share]
  })
}

/** The part of a line above a height. */
const cut = (line: readonly Point[], y: number): Point[] =>
  line.filter((point, at) => at < 2 || point[1] <= y)

/** The ragged lower edge of snow, strictly between two points. */
function teeth(from: Point | undefined, to: Point | undefined, deep: number, random: Random): Point[] {
  if (from === undefined || to === undefined) return []
  return repeat(5, (at): Point => {
    const share = (at + 0.5) / 5
    const hang = (at % 2 === 0 ? -0.7 : 0.75) * deep * random.between(0.5, 1.3)
    return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share + hang]
  })
}
