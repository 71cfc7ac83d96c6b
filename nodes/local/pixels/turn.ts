import type { Pixels } from '#shared/services.ts'

export const turns = ['none', '90° clockwise', '180°', '90° counter-clockwise'] as const
export type Turn = (typeof turns)[number]

/**
 * Rotates a picture by right angles, then mirrors it: `across` exchanges left and right, `down` top and bottom. Pixels
 * are only moved.
 */
export function turn<C extends 1 | 4>(
  picture: Pixels<C>,
  by: Turn,
  mirror: { readonly across: boolean; readonly down: boolean },
): Pixels<C> {
  const { channels } = picture
  const sideways = by === '90° clockwise' || by === '90° counter-clockwise'
  const width = sideways ? picture.height : picture.width
  const height = sideways ? picture.width : picture.height
  const data = new Uint8Array(picture.data.length)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const from = source(by, mirror.across ? width - 1 - x : x, mirror.down ? height - 1 - y : y, picture)
      const to = (y * width + x) * channels
      for (let channel = 0; channel < channels; channel += 1)
        data[to + channel] = picture.data[from * channels + channel] ?? 0
    }
  return { width, height, channels, data }
}

/** The source index of the pixel at `x`, `y` of the rotated picture. */
function source(by: Turn, x: number, y: number, { width, height }: Pixels): number {
  switch (by) {
    case 'none':
      return y * width + x
    case '90° clockwise':
      return (height - 1 - x) * width + y
    case '180°':
      return (height - 1 - y) * width + width - 1 - x
    case '90° counter-clockwise':
      return x * width + width - 1 - y
  }
}
