import type { Pixels } from '#shared/services.ts'

/**
 * A colour picture as a mask: its brightness, with transparent areas on black. The weights are those of ITU-R BT.601,
 * which most programs use for masks; a grey pixel keeps its value exactly.
 */
export function brightness({ width, height, data }: Pixels<4>): Pixels<1> {
  const grey = new Uint8Array(width * height)
  for (let to = 0, from = 0; to < grey.length; to += 1, from += 4) {
    const luma = 299 * (data[from] ?? 0) + 587 * (data[from + 1] ?? 0) + 114 * (data[from + 2] ?? 0)
    const alpha = data[from + 3] ?? 0
    // Storing a byte truncates, so a half is added before.
    grey[to] = alpha === 255 ? (luma + 500) / 1000 : (luma * alpha + 127_500) / 255_000
  }
  return { width, height, channels: 1, data: grey }
}
