import { ROW_EDGES } from './effort.ts'
import type { Grey, Rect } from './grey.ts'
import { clip, NOWHERE } from './grey.ts'
import type { RowCover } from './rowCover.ts'
import { createRowCover } from './rowCover.ts'

export interface Corner {
  readonly x: number
  readonly y: number
}

/** Lines per row, so that edges that are nearly horizontal are smooth too: fewer if many edges cross the row. */
const MAX_ROW_EDGES = 64
const MIN_ROW_EDGES = 5

const linesFor = (edges: number): number =>
  Math.min(MAX_ROW_EDGES, Math.max(MIN_ROW_EDGES, Math.floor(ROW_EDGES / Math.max(1, edges))))

interface Edge {
  readonly top: number
  readonly bottom: number
  readonly x: number
  readonly slope: number
  /** 1 down, −1 up: an area that is wound around more than once is still inside. */
  readonly winding: 1 | -1
}

/** The area that a closed line encloses, in pixels. */
export function drawLasso(coverage: Grey, corners: readonly Corner[]): Rect {
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
  const { width, data } = coverage
  const row = createRowCover(width)
  let active: Edge[] = []
  let next = 0
  for (let y = rect.top; y < rect.bottom; y += 1) {
    for (let upcoming = edges[next]; upcoming !== undefined && upcoming.top < y + 1; upcoming = edges[next]) {
      active.push(upcoming)
      next += 1
    }
    active = active.filter(({ bottom }) => bottom > y)
    const lines = linesFor(active.length)
    for (let line = 0; line < lines; line += 1) addLine(row, active, y + (line + 0.5) / lines)
    row.flush(data.subarray(y * width, (y + 1) * width), lines, rect.left, rect.right)
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

/** Adds to each pixel of a row how much of it is inside on one line through that row. */
function addLine(row: RowCover, active: readonly Edge[], y: number): void {
  const crossings = active
    .filter(({ top, bottom }) => top <= y && y < bottom)
    .map(({ x, top, slope, winding }) => ({ x: x + (y - top) * slope, winding }))
    .toSorted((a, b) => a.x - b.x)
  let winding = 0
  let from = 0
  for (const crossing of crossings) {
    if (winding === 0) from = crossing.x
    winding += crossing.winding
    if (winding === 0) row.add(from, crossing.x)
  }
}
