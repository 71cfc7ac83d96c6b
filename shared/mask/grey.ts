/** One byte per pixel, rows from the top: 255 is chosen, 0 is not. */
export interface Grey {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

export const createGrey = (width: number, height: number): Grey => ({
  width,
  height,
  data: new Uint8Array(width * height),
})

/** Integer pixels: `right` and `bottom` are exclusive. Empty if it has no width or height. */
export interface Rect {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export const NOWHERE: Rect = { left: 0, top: 0, right: 0, bottom: 0 }

export const isNowhere = ({ left, top, right, bottom }: Rect): boolean => right <= left || bottom <= top

export const wholeOf = ({ width, height }: Pick<Grey, 'width' | 'height'>): Rect => ({
  left: 0,
  top: 0,
  right: width,
  bottom: height,
})

/** The smallest rectangle around both. */
export function around(a: Rect, b: Rect): Rect {
  if (isNowhere(a)) return b
  if (isNowhere(b)) return a
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  }
}

/** The pixels that these bounds touch, clipped to the picture. */
export function clip(
  left: number,
  top: number,
  right: number,
  bottom: number,
  { width, height }: Pick<Grey, 'width' | 'height'>,
): Rect {
  const rect = {
    left: Math.max(0, Math.floor(left)),
    top: Math.max(0, Math.floor(top)),
    right: Math.min(width, Math.ceil(right)),
    bottom: Math.min(height, Math.ceil(bottom)),
  }
  return isNowhere(rect) ? NOWHERE : rect
}

/** A copy of the pixels in a rectangle, row by row. */
export function cut({ width, data }: Grey, { left, top, right, bottom }: Rect): Uint8Array {
  const across = right - left
  const piece = new Uint8Array(Math.max(0, across) * Math.max(0, bottom - top))
  for (let y = top; y < bottom; y += 1)
    piece.set(data.subarray(y * width + left, y * width + right), (y - top) * across)
  return piece
}

/** Restores what `cut` has copied. */
export function paste({ width, data }: Grey, { left, top, right, bottom }: Rect, piece: Uint8Array): void {
  const across = right - left
  for (let y = top; y < bottom; y += 1)
    data.set(piece.subarray((y - top) * across, (y - top + 1) * across), y * width + left)
}
