import type { Pixels, Size } from '#shared/services.ts'
import type { Colour } from './colour.ts'

/** How much is added to each side, in pixels. */
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
  place(picture, data, width, margins)
  return { width, height, channels: 4, data }
}

/** The mask of what `pad` adds: white in the margin, black where the picture is. */
export function padMask(picture: Size, margins: Margins): Pixels<1> {
  const { width, height } = paddedSize(picture, margins)
  const data = new Uint8Array(width * height).fill(255)
  const black = new Uint8Array(picture.width * picture.height)
  place({ ...picture, channels: 1, data: black }, data, width, margins)
  return { width, height, channels: 1, data }
}

function place(picture: Pixels, data: Uint8Array, width: number, { left, top }: Margins): void {
  const stride = picture.width * picture.channels
  for (let row = 0; row < picture.height; row += 1) {
    const from = row * stride
    data.set(picture.data.subarray(from, from + stride), ((top + row) * width + left) * picture.channels)
  }
}
