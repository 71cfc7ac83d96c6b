import type { Point, Rect } from '../../base/geometry.ts'

export type Alignment =
  | 'left'
  | 'centre'
  | 'right'
  | 'top'
  | 'middle'
  | 'bottom'
  | 'spread across'
  | 'spread down'

export type NodeRect = Rect & { readonly id: string }

/** The new positions of rectangles that are aligned by their outermost edge or distributed with equal gaps. */
export function align(rects: readonly NodeRect[], how: Alignment): ReadonlyMap<string, Point> {
  const left = Math.min(...rects.map(({ x }) => x))
  const top = Math.min(...rects.map(({ y }) => y))
  const right = Math.max(...rects.map(({ x, width }) => x + width))
  const bottom = Math.max(...rects.map(({ y, height }) => y + height))
  const moveEach = (to: (rect: NodeRect) => Point): ReadonlyMap<string, Point> =>
    new Map(rects.map((rect) => [rect.id, to(rect)]))
  switch (how) {
    case 'left':
      return moveEach(({ y }) => ({ x: left, y }))
    case 'right':
      return moveEach(({ y, width }) => ({ x: right - width, y }))
    case 'centre':
      return moveEach(({ y, width }) => ({ x: Math.round((left + right - width) / 2), y }))
    case 'top':
      return moveEach(({ x }) => ({ x, y: top }))
    case 'bottom':
      return moveEach(({ x, height }) => ({ x, y: bottom - height }))
    case 'middle':
      return moveEach(({ x, height }) => ({ x, y: Math.round((top + bottom - height) / 2) }))
    case 'spread across':
      return spread(rects, 'x', 'width', right - left)
    case 'spread down':
      return spread(rects, 'y', 'height', bottom - top)
  }
}

function spread(
  rects: readonly NodeRect[],
  axis: 'x' | 'y',
  size: 'width' | 'height',
  whole: number,
): ReadonlyMap<string, Point> {
  const sorted = rects.toSorted((one, other) => one[axis] - other[axis])
  const total = sorted.reduce((sum, rect) => sum + rect[size], 0)
  const gap = sorted.length > 1 ? (whole - total) / (sorted.length - 1) : 0
  const positions = new Map<string, Point>()
  let at = sorted[0]?.[axis] ?? 0
  for (const { id, x, y, ...rect } of sorted) {
    positions.set(id, axis === 'x' ? { x: Math.round(at), y } : { x, y: Math.round(at) })
    at += rect[size] + gap
  }
  return positions
}
