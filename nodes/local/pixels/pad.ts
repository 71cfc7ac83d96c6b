import type { Pixels, Size } from '#shared/services.ts'
import type { Colour } from './colour.ts'

/** The margin of each side, in pixels. */
export interface Margins {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export function paddedSize({ width, height }: Size, { left, top, right, bottom }: Margins): Size {
  return { width: width + left + right, height: height + top + bottom }
}

/** A picture with a margin of one colour around it. */
export function pad(picture: Pixels<4>, margins: Margins, colour: Colour): Pixels<4> {
  const { width, height } = paddedSize(picture, margins)
  const data = new Uint8Array(width * height * 4)
  for (let at = 0; at < Math.min(width * 4, data.length); at += 4) data.set(colour, at)
  for (let row = 1; row < height; row += 1) data.copyWithin(row * width * 4, 0, width * 4)
  pastePixels(picture, data, width, margins)
  return { width, height, channels: 4, data }
}

/**
 * The mask of what `pad` adds: white in the margin and for `overlap` pixels into the picture beside one, black in the
 * rest of the picture.
 */
export function padMask(picture: Size, margins: Margins, overlap = 0): Pixels<1> {
  const { width, height } = paddedSize(picture, margins)
  const inset = (margin: number): number => (margin > 0 ? overlap : 0)
  const left = margins.left + inset(margins.left)
  const right = width - margins.right - inset(margins.right)
  const top = margins.top + inset(margins.top)
  const bottom = height - margins.bottom - inset(margins.bottom)
  const data = new Uint8Array(width * height).fill(255)
  if (right > left)
    for (let row = top; row < bottom; row += 1) data.fill(0, row * width + left, row * width + right)
  return { width, height, channels: 1, data }
}

function pastePixels(picture: Pixels, data: Uint8Array, width: number, { left, top }: Margins): void {
  const stride = picture.width * picture.channels
  for (let row = 0; row < picture.height; row += 1) {
    const from = row * stride
    data.set(picture.data.subarray(from, from + stride), ((top + row) * width + left) * picture.channels)
  }
}
