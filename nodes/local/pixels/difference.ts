import type { Pixels } from '#shared/services.ts'

/**
 * How far two pictures of one size are apart, pixel by pixel: black where they are the same, white where a channel differs by
 * all it can. `gain` makes small differences easier to see.
 */
export function difference(a: Pixels<4>, b: Pixels<4>, gain: number): Pixels<1> {
  const { width, height } = a
  const data = new Uint8Array(width * height)
  for (let to = 0, at = 0; to < data.length; to += 1, at += 4) {
    let most = 0
    for (let channel = 0; channel < 4; channel += 1)
      most = Math.max(most, Math.abs((a.data[at + channel] ?? 0) - (b.data[at + channel] ?? 0)))
    data[to] = Math.min(255, Math.round(most * gain))
  }
  return { width, height, channels: 1, data }
}
