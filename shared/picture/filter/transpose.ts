import { byteAt } from './at.ts'
/** The transposed pixels, in new bytes: applied twice, they are as they were. */
export function transpose(data: Uint8Array, width: number, height: number, channels: 1 | 4): Uint8Array {
  const made = new Uint8Array(data.length)
  for (let y = 0, from = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      for (
        let channel = 0, to = (x * height + y) * channels;
        channel < channels;
        channel += 1, from += 1, to += 1
      )
        made[to] = byteAt(data, from)
  return made
}
