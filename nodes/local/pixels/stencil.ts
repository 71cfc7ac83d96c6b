import type { Pixels, Size } from '#shared/services.ts'
import type { Colour } from './colour.ts'

/** One colour where a mask is white, nothing where it is black. */
export function stencil({ width, height, data }: Pixels<1>, colour: Colour): Pixels<4> {
  const made = filled({ width, height }, colour)
  for (let from = 0, to = 3; from < data.length; from += 1, to += 4)
    made.data[to] = Math.round(((data[from] ?? 0) * colour[3]) / 255)
  return made
}

/** A picture of one colour. */
export function filled({ width, height }: Size, colour: Colour): Pixels<4> {
  const data = new Uint8Array(width * height * 4)
  for (let at = 0; at < data.length; at += 4) data.set(colour, at)
  return { width, height, channels: 4, data }
}
