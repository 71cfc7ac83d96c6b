import type { Pixels } from '#shared/services.ts'

/** 12 megapixels, as a camera makes them. */
export const WIDE = 4000
export const HIGH = 3000

/** The contents of a photo: gradients, edges and noise. Opaque, or with every alpha. */
export function drawScene(width: number, height: number, seed: number, opaque: boolean): Pixels<4> {
  const data = new Uint8Array(width * height * 4)
  let noise = seed
  for (let y = 0, at = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1, at += 4) {
      noise = (Math.imul(noise, 1_103_515_245) + 12_345) >>> 0
      const grain = noise >>> 28
      const edge = (x - y / 2) % 700 < 350 ? 60 : 0
      data[at] = ((x * 120) / width + edge + grain) & 255
      data[at + 1] = ((y * 150) / height + edge + grain) & 255
      data[at + 2] = (((x + y) * 90) / (width + height) + grain) & 255
      data[at + 3] = opaque ? 255 : ((x * 255) / width) & 255
    }
  return { width, height, channels: 4, data }
}

/** Hand-painted: discs, and thin lines that enclose areas. */
export function painted(width: number, height: number): Pixels<1> {
  const data = new Uint8Array(width * height)
  for (let y = 0, at = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1, at += 1) {
      const disc = Math.hypot((x % 800) - 400, (y % 750) - 375) < 120
      const line = (x + 2 * y) % 2500 < 8 && x % 1000 > 60
      data[at] = disc || line ? 255 : 0
    }
  return { width, height, channels: 1, data }
}

/** Only edges: a random quarter of the pixels is chosen, and most of the others are connected. */
export function specked(width: number, height: number, seed: number): Pixels<1> {
  const data = new Uint8Array(width * height)
  let noise = seed
  for (let at = 0; at < data.length; at += 1) {
    noise = (Math.imul(noise, 1_103_515_245) + 12_345) >>> 0
    data[at] = noise >>> 30 === 0 ? 255 : 0
  }
  return { width, height, channels: 1, data }
}
