import type { Pixels } from '#shared/services.ts'

/** White where a mask is at least `level`, from 0 to 1, and black elsewhere. */
export function threshold({ width, height, data }: Pixels<1>, level: number): Pixels<1> {
  const min = level * 255
  const parted = new Uint8Array(data.length)
  for (let at = 0; at < data.length; at += 1) parted[at] = (data[at] ?? 0) >= min ? 255 : 0
  return { width, height, channels: 1, data: parted }
}
