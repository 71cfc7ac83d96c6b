import type { ProgressOptions } from '#shared/picture/filter/progress.ts'
import type { Pixels } from '#shared/services.ts'

// The casts in here: every index is inside its array. Bounds checks take several times as long in these loops.

/** Thresholds of the steepness, as fractions of the steepest possible edge along a row or column: from 0 to 1. */
export interface EdgeBounds {
  /** A steeper edge counts if it is connected to a strong one. */
  readonly low: number
  /** A steeper edge always counts. */
  readonly high: number
}

/** The steepest value of the Sobel operator between black and white. */
const STEEPEST = 4 * 255

/** Rows between two progress reports. */
const REPORT = 64

/** A possible edge, if a strong one leads to it. */
const MAYBE = 1
const EDGE = 255

/**
 * White lines, one pixel wide, at the edges of a picture: the Canny detector without its blur, which is the caller's.
 * The same bytes as `cv2.Canny(…, low * 1020, high * 1020, apertureSize=3, L2gradient=True)` of OpenCV 4.6: for slopes
 * edge pixels are repeated beyond the picture, and for thinning there is nothing beyond it.
 */
export function edges(
  picture: Pixels<1>,
  { low, high }: EdgeBounds,
  { onProgress }: ProgressOptions = {},
): Pixels<1> {
  const { width, height, data } = picture
  const bounds = { weak: squareOf(low), strong: squareOf(high) }
  /** With a border of pixels that are no edge. */
  const map = new Uint8Array((width + 2) * (height + 2))
  const found = createPixelList()
  const rowAt = (y: number): Uint8Array => {
    const row = Math.min(height - 1, Math.max(0, y))
    return data.subarray(row * width, (row + 1) * width)
  }
  let [above, current, below] = [createSlopes(width), createSlopes(width), createSlopes(width)]
  measure(below, rowAt(0), rowAt(0), rowAt(1))
  for (let y = 0; y < height; y += 1) {
    ;[above, current, below] = [current, below, above]
    if (y + 1 < height) measure(below, rowAt(y), rowAt(y + 1), rowAt(y + 2))
    else below.square.fill(0)
    thin(map, (y + 1) * (width + 2) + 1, above, current, below, bounds, found)
    if (y % REPORT === REPORT - 1) onProgress?.((y + 1) / height)
  }
  follow(map, width + 2, found)
  const lines = new Uint8Array(width * height)
  for (let y = 0, to = 0; y < height; y += 1)
    for (let x = 0, at = (y + 1) * (width + 2) + 1; x < width; x += 1, at += 1, to += 1)
      lines[to] = map[at] === EDGE ? EDGE : 0
  return { width, height, channels: 1, data: lines }
}

/** Steepness is compared squared and in integers, like in OpenCV. Not with `**`, which may round differently. */
function squareOf(part: number): number {
  const steep = part * STEEPEST
  return Math.floor(steep * steep)
}

/** A row of slopes. */
interface Slopes {
  /** Across and down, between -1020 and 1020. */
  readonly across: Int16Array
  readonly down: Int16Array
  /** The squared steepness, with a 0 beside each end: that of column `x` is at `x + 1`. */
  readonly square: Int32Array
}

const createSlopes = (width: number): Slopes => ({
  across: new Int16Array(width),
  down: new Int16Array(width),
  square: new Int32Array(width + 2),
})

/** The slopes of a row (Sobel), from the row above it to the row below it. */
function measure(
  { across, down, square }: Slopes,
  above: Uint8Array,
  current: Uint8Array,
  below: Uint8Array,
): void {
  const last = current.length - 1
  /** For three columns, the previous, the current and the next: the brightness, and its increase. */
  let bright = (above[0] as number) + 2 * (current[0] as number) + (below[0] as number)
  let rise = (below[0] as number) - (above[0] as number)
  let [brightBefore, riseBefore] = [bright, rise]
  for (let x = 0; x <= last; x += 1) {
    const next = x < last ? x + 1 : last
    const brightNext = (above[next] as number) + 2 * (current[next] as number) + (below[next] as number)
    const riseNext = (below[next] as number) - (above[next] as number)
    const dx = brightNext - brightBefore
    const dy = riseBefore + 2 * rise + riseNext
    across[x] = dx
    down[x] = dy
    square[x + 1] = dx * dx + dy * dy
    brightBefore = bright
    bright = brightNext
    riseBefore = rise
    rise = riseNext
  }
}

/** tan 22.5° in units of 2⁻¹⁵: on either side of it another of the eight neighbours is nearest. */
const EIGHTH = Math.round((Math.SQRT2 - 1) * 2 ** 15)

/**
 * Marks the steepest pixels across an edge: of two equal ones in a row or column the first, of two equal diagonal ones
 * none. `start` is the index of the row in `map`.
 */
function thin(
  map: Uint8Array,
  start: number,
  above: Slopes,
  { across, down, square }: Slopes,
  below: Slopes,
  { weak, strong }: { readonly weak: number; readonly strong: number },
  found: PixelList,
): void {
  for (let x = 0; x < across.length; x += 1) {
    const steep = square[x + 1] as number
    if (steep <= weak) continue
    const dx = across[x] as number
    const dy = down[x] as number
    const flat = Math.abs(dx) * EIGHTH
    const upright = Math.abs(dy) * 2 ** 15
    let isRidge: boolean
    if (upright < flat) isRidge = steep > (square[x] as number) && steep >= (square[x + 2] as number)
    // tan 67.5° is tan 22.5° and 2.
    else if (upright > flat + Math.abs(dx) * 2 ** 16)
      isRidge = steep > (above.square[x + 1] as number) && steep >= (below.square[x + 1] as number)
    else {
      const side = (dx ^ dy) < 0 ? -1 : 1
      isRidge =
        steep > (above.square[x + 1 - side] as number) && steep > (below.square[x + 1 + side] as number)
    }
    if (!isRidge) continue
    if (steep > strong) {
      map[start + x] = EDGE
      found.push(start + x)
    } else map[start + x] = MAYBE
  }
}

/** A possible edge is an edge if a strong one leads to it. */
function follow(map: Uint8Array, width: number, found: PixelList): void {
  const steps = [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1]
  while (found.count() > 0) {
    const at = found.pop()
    for (const step of steps) {
      if (map[at + step] !== MAYBE) continue
      map[at + step] = EDGE
      found.push(at + step)
    }
  }
}

/** A stack of indexes in a picture, in four bytes each: a list would take sixteen while it grows. */
interface PixelList {
  push(pixel: number): void
  /** The last one; there must be one. */
  pop(): number
  count(): number
}

function createPixelList(): PixelList {
  let pixels = new Int32Array(1024)
  let count = 0
  return {
    push(pixel) {
      if (count === pixels.length) {
        const larger = new Int32Array(2 * count)
        larger.set(pixels)
        pixels = larger
      }
      pixels[count] = pixel
      count += 1
    },
    pop() {
      count -= 1
      return pixels[count] as number
    },
    count: () => count,
  }
}
