import type { Pixels } from '#shared/services.ts'

/**
 * The difference of two pictures of one size, pixel by pixel: black where they are the same, white where a channel
 * differs by the maximum, in alpha or in colour as it is seen on black or on white, so that hidden colour does not
 * count. `gain` makes small differences easier to see.
 */
export function difference(a: Pixels<4>, b: Pixels<4>, gain: number): Pixels<1> {
  const { width, height } = a
  const data = new Uint8Array(width * height)
  for (let to = 0, at = 0; to < data.length; to += 1, at += 4) {
    const alpha = a.data[at + 3] ?? 0
    const otherAlpha = b.data[at + 3] ?? 0
    let max = Math.abs(alpha - otherAlpha)
    for (let channel = 0; channel < 3; channel += 1) {
      const onBlack = ((a.data[at + channel] ?? 0) * alpha - (b.data[at + channel] ?? 0) * otherAlpha) / 255
      const onWhite = onBlack - alpha + otherAlpha
      max = Math.max(max, Math.abs(onBlack), Math.abs(onWhite))
    }
    data[to] = Math.min(255, Math.round(max * gain))
  }
  return { width, height, channels: 1, data }
}
