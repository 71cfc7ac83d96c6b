import type { Pixels, Size } from '#shared/services.ts'
import type { Area } from './crop.ts'

/** How a picture is cut: tiles of at most `side` pixels a side, that overlap by at least `overlap`. */
export interface Tiling {
  readonly side: number
  /** Below `side`. */
  readonly overlap: number
}

/**
 * The tiles of a picture, row by row. All have the same size and are evenly spaced, the first at the left and top edge,
 * the last at the right and bottom edge.
 */
export function tilesOf(picture: Size, tiling: Tiling): readonly Area[] {
  const width = Math.min(tiling.side, picture.width)
  const height = Math.min(tiling.side, picture.height)
  const xs = starts(picture.width, width, tiling.overlap)
  return starts(picture.height, height, tiling.overlap).flatMap((y) =>
    xs.map((x) => ({ x, y, width, height })),
  )
}

function starts(length: number, tile: number, overlap: number): readonly number[] {
  if (tile === length) return [0]
  const gaps = Math.max(1, Math.ceil((length - tile) / Math.max(1, tile - overlap)))
  return Array.from({ length: gaps + 1 }, (_, at) => Math.round(((length - tile) * at) / gaps))
}

/** The sums for a pixel: its colour weighted by alpha, its alpha, and its unweighted colour. */
const SUMS = 7

/**
 * Joins tiles. `areas` are their rectangles in the result; overlapping ones fade into each other, with colour weighted
 * by its alpha, so that hidden colour does not bleed. Each tile has the size of its area.
 */
export function join(size: Size, tiles: readonly Pixels<4>[], areas: readonly Area[]): Pixels<4> {
  const { width, height } = size
  const data = new Uint8Array(width * height * 4)
  // Row by row: sums for the whole of a large picture would take a gigabyte.
  const sums = new Float64Array(width * SUMS)
  const weights = new Float64Array(width)
  for (let y = 0; y < height; y += 1) {
    sums.fill(0)
    weights.fill(0)
    for (const [at, area] of areas.entries()) {
      const tile = tiles[at]
      if (tile === undefined || y < area.y || y >= area.y + area.height) continue
      addRow(sums, weights, tile, area, y - area.y)
    }
    for (let x = 0; x < width; x += 1) writePixel(data, (y * width + x) * 4, sums, x * SUMS, weights[x] ?? 0)
  }
  return { width, height, channels: 4, data }
}

function addRow(sums: Float64Array, weights: Float64Array, tile: Pixels<4>, area: Area, row: number): void {
  const down = Math.min(row + 1, tile.height - row)
  for (let column = 0; column < tile.width; column += 1) {
    // A tile's weight grows with the distance from its edge: tiles fade into each other in the overlap.
    const weight = down * Math.min(column + 1, tile.width - column)
    const from = (row * tile.width + column) * 4
    const x = area.x + column
    weights[x] = (weights[x] ?? 0) + weight
    const alpha = tile.data[from + 3] ?? 0
    const to = x * SUMS
    sums[to + 3] = (sums[to + 3] ?? 0) + weight * alpha
    for (let channel = 0; channel < 3; channel += 1) {
      const value = weight * (tile.data[from + channel] ?? 0)
      sums[to + channel] = (sums[to + channel] ?? 0) + value * alpha
      sums[to + 4 + channel] = (sums[to + 4 + channel] ?? 0) + value
    }
  }
}

function writePixel(data: Uint8Array, to: number, sums: Float64Array, from: number, weight: number): void {
  if (weight === 0) return
  const alpha = sums[from + 3] ?? 0
  const isHidden = Math.round(alpha / weight) === 0
  data[to + 3] = Math.round(alpha / weight)
  for (let channel = 0; channel < 3; channel += 1)
    data[to + channel] = Math.round(
      isHidden ? (sums[from + 4 + channel] ?? 0) / weight : (sums[from + channel] ?? 0) / alpha,
    )
}

/** The area of a tile in a picture of another size. */
export interface PlacedTile {
  /** In integer pixels. */
  readonly area: Area
  /** The exact offset to the right of its area, and below it: at most half a pixel. */
  readonly shift: { readonly x: number; readonly y: number }
}

/**
 * Areas of a picture of the size `from` in one of the size `to`, for tiles that all have the size `tile`. The middle of each stays
 * where it was.
 */
export function scaled(areas: readonly Area[], from: Size, to: Size, tile: Size): readonly PlacedTile[] {
  return areas.map(({ x, y, width, height }) => {
    const left = ((x + width / 2) * to.width) / from.width - tile.width / 2
    const top = ((y + height / 2) * to.height) / from.height - tile.height / 2
    const area = { x: Math.round(left), y: Math.round(top), width: tile.width, height: tile.height }
    return { area, shift: { x: left - area.x, y: top - area.y } }
  })
}
