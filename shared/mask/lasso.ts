import type { Grey, Rect } from './grey.ts'
import { clip, NOWHERE } from './grey.ts'
import { valueAt } from './valueAt.ts'

export interface Corner {
  readonly x: number
  readonly y: number
}

/** Each row is looked at this often, so that edges which are nearly level are smooth too. */
const LINES = 5

interface Edge {
  readonly top: number
  readonly bottom: number
  readonly x: number
  readonly slope: number
  /** 1 down, −1 up: what is wound around more than once is still inside. */
  readonly winding: 1 | -1
}

/** What a line drawn around something encloses, its end joined to its beginning, in pixels. */
export function layLasso(coverage: Grey, corners: readonly Corner[]): Rect {
  const [first] = corners
  if (first === undefined || corners.length < 3) return NOWHERE
  let box = { left: first.x, top: first.y, right: first.x, bottom: first.y }
  for (const { x, y } of corners)
    box = {
      left: Math.min(box.left, x),
      top: Math.min(box.top, y),
      right: Math.max(box.right, x),
      bottom: Math.max(box.bottom, y),
    }
  const rect = clip(box.left, box.top, box.right, box.bottom, coverage)
  const edges = edgesOf(corners).toSorted((a, b) => a.top - b.top)
  const row = new Float64Array(coverage.width)
  let active: Edge[] = []
  let next = 0
  for (let y = rect.top; y < rect.bottom; y += 1) {
    row.fill(0, rect.left, rect.right)
    for (let upcoming = edges[next]; upcoming !== undefined && upcoming.top < y + 1; upcoming = edges[next]) {
      active.push(upcoming)
      next += 1
    }
    active = active.filter(({ bottom }) => bottom > y)
    for (let line = 0; line < LINES; line += 1) addLine(row, rect, active, y + (line + 0.5) / LINES)
    for (let x = rect.left; x < rect.right; x += 1)
      coverage.data[y * coverage.width + x] = Math.min(255, Math.round((valueAt(row, x) * 255) / LINES))
  }
  return rect
}

function edgesOf(corners: readonly Corner[]): readonly Edge[] {
  return corners.flatMap((from, index): readonly Edge[] => {
    const to = corners[(index + 1) % corners.length] ?? from
    if (from.y === to.y) return []
    const [upper, lower, winding] = from.y < to.y ? [from, to, 1 as const] : [to, from, -1 as const]
    const slope = (lower.x - upper.x) / (lower.y - upper.y)
    return [{ top: upper.y, bottom: lower.y, x: upper.x, slope, winding }]
  })
}

/** Adds to each pixel of a row how much of it one line through that row has inside. */
function addLine(row: Float64Array, { left, right }: Rect, active: readonly Edge[], y: number): void {
  const crossings = active
    .filter(({ top, bottom }) => top <= y && y < bottom)
    .map(({ x, top, slope, winding }) => ({ x: x + (y - top) * slope, winding }))
    .toSorted((a, b) => a.x - b.x)
  let winding = 0
  let from = 0
  for (const crossing of crossings) {
    if (winding === 0) from = crossing.x
    winding += crossing.winding
    if (winding === 0) addSpan(row, Math.max(left, from), Math.min(right, crossing.x))
  }
}

function addSpan(row: Float64Array, from: number, to: number): void {
  if (to <= from) return
  const first = Math.floor(from)
  const last = Math.ceil(to) - 1
  if (first === last) {
    row[first] = valueAt(row, first) + to - from
    return
  }
  row[first] = valueAt(row, first) + first + 1 - from
  for (let x = first + 1; x < last; x += 1) row[x] = valueAt(row, x) + 1
  row[last] = valueAt(row, last) + to - last
}
