import type { Guide } from '../../state/canvas/canvasStore.ts'
import type { Point, Rect } from '../../base/geometry.ts'

export interface Levelled {
  /** The offset that aligns what is dragged, in pixels at 100 %. */
  readonly by: Point
  readonly guides: readonly Guide[]
}

const LEVEL: Levelled = { by: { x: 0, y: 0 }, guides: [] }

/**
 * The offset that aligns a dragged rectangle with others, edge with edge and middle with middle, if it is at most
 * `reach`. The nearest one counts, per direction.
 */
export function levelWith(moving: Rect, others: readonly Rect[], range: number): Levelled {
  const x = nearest('x', moving, others, range)
  const y = nearest('y', moving, others, range)
  if (x === null && y === null) return LEVEL
  const by = { x: x ?? 0, y: y ?? 0 }
  const there = { ...moving, x: moving.x + by.x, y: moving.y + by.y }
  const guides = [
    ...(x === null ? [] : linesOf('x', there, others)),
    ...(y === null ? [] : linesOf('y', there, others)),
  ]
  return { by, guides }
}

const span = (rect: Rect, axis: 'x' | 'y'): readonly [start: number, size: number] =>
  axis === 'x' ? [rect.x, rect.width] : [rect.y, rect.height]

/** Both edges and the middle. */
function marksOf(rect: Rect, axis: 'x' | 'y'): readonly [number, number, number] {
  const [start, size] = span(rect, axis)
  return [start, start + size / 2, start + size]
}

function nearest(axis: 'x' | 'y', moving: Rect, others: readonly Rect[], range: number): number | null {
  const own = marksOf(moving, axis)
  let best: number | null = null
  for (const other of others)
    for (const [index, mark] of marksOf(other, axis).entries()) {
      const way = mark - (own[index] ?? mark)
      if (Math.abs(way) <= range && (best === null || Math.abs(way) < Math.abs(best))) best = way
    }
  return best
}

const ROUNDING = 0.01

/** The guide lines for the aligned rectangle, each as long as all that it touches. */
function linesOf(axis: 'x' | 'y', moving: Rect, others: readonly Rect[]): readonly Guide[] {
  const across = axis === 'x' ? 'y' : 'x'
  const [start, size] = span(moving, across)
  return marksOf(moving, axis).flatMap((at, index) => {
    const level = others.filter(
      (other) => Math.abs((marksOf(other, axis)[index] ?? Infinity) - at) < ROUNDING,
    )
    if (level.length === 0) return []
    const spans = level.map((other) => span(other, across))
    const from = Math.min(start, ...spans.map(([first]) => first))
    const to = Math.max(start + size, ...spans.map(([first, length]) => first + length))
    return [{ axis, at, from, to }]
  })
}
