import type { Pixels } from '../services.ts'

/** The rows of a picture as columns: done twice, it is as it was. */
export function transpose<C extends 1 | 4>({ width, height, channels, data }: Pixels<C>): Pixels<C> {
  const turned = new Uint8Array(data.length)
  for (let y = 0, from = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1, from += channels)
      for (let channel = 0; channel < channels; channel += 1)
        turned[(x * height + y) * channels + channel] = data[from + channel] ?? 0
  return { width: height, height: width, channels, data: turned }
}
