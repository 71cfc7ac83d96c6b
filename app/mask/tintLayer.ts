import type { Grey, Rect } from '#shared/mask/grey.ts'

/** The mask as a picture in one colour, as opaque as the mask is white: the layer over the picture. */
export interface TintLayer {
  readonly canvas: OffscreenCanvas
  /** Copies the changed part of the mask; `colour` as `0xrrggbb`. */
  update(mask: Grey, rect: Rect, colour: number): void
}

export function createTintLayer(width: number, height: number): TintLayer {
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  return {
    canvas,
    update(mask, { left, top, right, bottom }, colour) {
      if (right <= left || bottom <= top) return
      const pixels = new ImageData(right - left, bottom - top)
      const packed = new Uint32Array(pixels.data.buffer)
      // The bytes are in the order red, green, blue, alpha; current machines are little-endian.
      const tint = ((colour & 0xff) << 16) | (colour & 0xff00) | (colour >>> 16)
      let to = 0
      for (let y = top; y < bottom; y += 1)
        for (let at = y * mask.width + left, end = y * mask.width + right; at < end; at += 1, to += 1)
          packed[to] = tint | ((mask.data[at] ?? 0) << 24)
      context?.putImageData(pixels, left, top)
    },
  }
}
