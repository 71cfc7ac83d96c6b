import type { Pixels, Size } from '#shared/services.ts'

export type Shape = 'rectangle' | 'ellipse'

/** The position of a shape, as fractions of a picture's width and height, from its top left corner. */
export interface Frame extends Size {
  readonly x: number
  readonly y: number
}

/** How many lines are sampled per row of pixels to find the coverage of each. */
const LINES = 64

/** The start and end of the shape on one line, in pixels; equal if it does not meet the line. */
type Span = readonly [start: number, end: number]

/** A white shape on black. Pixels on its edge are grey by their coverage. */
export function drawShape(shape: Shape, frame: Frame, { width, height }: Size): Pixels<1> {
  const data = new Uint8Array(width * height)
  const left = frame.x * width
  const right = left + frame.width * width
  const top = frame.y * height
  const bottom = top + frame.height * height
  const centre = (left + right) / 2
  const radius = (right - left) / 2
  const spanAt = (y: number): Span => {
    if (y < top || y >= bottom) return [centre, centre]
    if (shape === 'rectangle') return [left, right]
    const away = (2 * (y - top)) / (bottom - top) - 1
    const half = radius * Math.sqrt(1 - away * away)
    return [centre - half, centre + half]
  }
  for (let row = Math.max(0, Math.floor(top)); row < Math.min(height, bottom); row += 1) {
    const spans = Array.from({ length: LINES }, (_, line) => spanAt(row + (line + 0.5) / LINES))
    fillRow(data.subarray(row * width, (row + 1) * width), spans)
  }
  return { width, height, channels: 1, data }
}

function fillRow(row: Uint8Array, spans: readonly Span[]): void {
  const starts = spans.map(([start]) => start)
  const ends = spans.map(([, end]) => end)
  const first = Math.max(0, Math.floor(Math.min(...starts)))
  const last = Math.min(row.length, Math.ceil(Math.max(...ends)))
  const whole = Math.max(first, Math.ceil(Math.max(...starts)))
  const wholeEnd = Math.min(last, Math.floor(Math.min(...ends)))
  const edge = (x: number): number => {
    let covered = 0
    for (const [start, end] of spans) covered += Math.max(0, Math.min(end, x + 1) - Math.max(start, x))
    return Math.round((255 * covered) / spans.length)
  }
  if (whole >= wholeEnd) {
    for (let x = first; x < last; x += 1) row[x] = edge(x)
    return
  }
  for (let x = first; x < whole; x += 1) row[x] = edge(x)
  row.fill(255, whole, wholeEnd)
  for (let x = wholeEnd; x < last; x += 1) row[x] = edge(x)
}
