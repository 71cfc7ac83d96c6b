import { lighten, mix } from '../colour.ts'
import { distanceColour } from '../palette.ts'
import type { Random } from '../random.ts'
import type { DrawContext } from '../context.ts'
import { repeat } from '../context.ts'
import type { Point } from '../svg.ts'
import { curve, linear, n, polygon, shape } from '../svg.ts'

/** A line across the picture, from left of its edge to right of it. */
export type Ridge = readonly Point[]

/** A soft line of hills around `y`, rising and falling by `swing` (pixels); `waves` hills or so across the picture. */
export function softRidge(
  context: DrawContext,
  random: Random,
  y: number,
  swing: number,
  waves: number,
): Ridge {
  const parts = repeat(4, (index) => ({
    often: waves * (0.6 + index * 0.85) * random.between(0.8, 1.2),
    high: random.between(0.5, 1) / (1 + index * 1.1),
    shift: random.between(0, Math.PI * 2),
  }))
  const points = 26
  return repeat(points + 1, (index) => {
    const x = -0.06 + (index / points) * 1.12
    const rise = parts.reduce(
      (sum, part) => sum + Math.sin(x * part.often * Math.PI * 2 + part.shift) * part.high,
      0,
    )
    return [x * context.width, y - rise * swing * 0.55]
  })
}

/** A jagged line: midpoints are pushed aside again and again, each time by `roughness` (0.4 calm – 0.65 wild) of before. */
export function jaggedRidge(
  context: DrawContext,
  random: Random,
  y: number,
  swing: number,
  roughness: number,
): Ridge {
  let heights = repeat(4, () => random.between(0.1, 1))
  for (let push = 0.42, round = 0; round < 5; round += 1, push *= roughness) {
    heights = heights.flatMap((height, index) => {
      const after = heights[index + 1]
      return after === undefined ? [height] : [height, (height + after) / 2 + random.between(-push, push)]
    })
  }
  return heights.map((height, index) => [
    (-0.04 + (index / (heights.length - 1)) * 1.08) * context.width,
    y - height * swing,
  ])
}

/** Everything below a ridge down to `bottom`. */
export const below = (ridge: Ridge, bottom: number, soft = true): string => {
  const [first] = ridge
  const last = ridge.at(-1)
  if (first === undefined || last === undefined) return ''
  const top = soft ? `M${curve(ridge)}` : polygon(ridge).slice(0, -1)
  return `${top}L${n(last[0])} ${n(bottom)}L${n(first[0])} ${n(bottom)}z`
}

/** Height of a ridge (pixels from the top) at `x`. */
export function ridgeAt(ridge: Ridge, x: number): number {
  const after = ridge.findIndex((point) => point[0] >= x)
  const to = ridge[after] ?? ridge.at(-1)
  const from = ridge[after - 1] ?? ridge[0]
  if (to === undefined || from === undefined) return 0
  const share = to[0] === from[0] ? 0 : Math.min(1, Math.max(0, (x - from[0]) / (to[0] - from[0])))
  return from[1] + (to[1] - from[1]) * share
}

/** A layer of land: its colour by `nearness` (0–1) at the top, and mist gathering at its foot. */
export function land(context: DrawContext, id: string, ridge: Ridge, nearness: number, soft = true): string {
  const at = distanceColour(context.palette, nearness)
  const top = Math.min(...ridge.map((point) => point[1]))
  const foot = Math.min(context.height, top + context.height * 0.34)
  const mist = mix(at, context.palette.skyLow, 0.42 * (1 - nearness * 0.72))
  return (
    linear(
      id,
      [0, top],
      [0, foot],
      [
        [0, lighten(at, context.mood.hour === 'night' ? 0.02 : 0.012)],
        [0.4, at],
        [1, mist],
      ],
    ) + shape(below(ridge, context.height + 2, soft), { gradient: id })
  )
}
