import type { Pixels } from '#shared/services.ts'

/**
 * Composites `over` onto `base`, its corner at `at`, as far as `mask` allows: white all of it, black nothing. Without a
 * mask all of it counts. The mask is relative to `base` and has its size. A pixel that is not covered keeps its bytes,
 * and a pixel that is covered completely and opaquely has exactly the bytes of `over`.
 */
export function composite(
  base: Pixels<4>,
  over: Pixels<4>,
  mask: Pixels<1> | null,
  at: { readonly x: number; readonly y: number },
): Pixels<4> {
  const { width, height } = base
  const data = base.data.slice()
  const left = Math.max(0, at.x)
  const right = Math.min(width, at.x + over.width)
  const bottom = Math.min(height, at.y + over.height)
  for (let y = Math.max(0, at.y); y < bottom; y += 1) {
    let from = ((y - at.y) * over.width + left - at.x) * 4
    for (let x = left; x < right; x += 1, from += 4) {
      const pixel = y * width + x
      const chosen = mask === null ? 255 : (mask.data[pixel] ?? 0)
      const share = chosen * (over.data[from + 3] ?? 0)
      if (share === 0) continue
      blendPixel(data, pixel * 4, over.data, from, share / (255 * 255))
    }
  }
  return { width, height, channels: 4, data }
}

/** One pixel over another, neither premultiplied; `share` is above 0, at most 1. */
function blendPixel(data: Uint8Array, to: number, over: Uint8Array, from: number, share: number): void {
  const below = (data[to + 3] ?? 0) / 255
  const alpha = share + below * (1 - share)
  // The upper colour's weight: all of it if nothing was below.
  const weight = share / alpha
  for (let channel = 0; channel < 3; channel += 1) {
    const old = data[to + channel] ?? 0
    data[to + channel] = Math.round(old + ((over[from + channel] ?? 0) - old) * weight)
  }
  data[to + 3] = Math.round(alpha * 255)
}
