import { hashText } from './random.ts'
import type { Pixels } from './pixels.ts'

const tileSide = 256

/** A tile of noise, −1…1 in thousandths, made once: reading it is far quicker than making noise for each pixel. */
const noise = (() => {
  const tile = new Int16Array(tileSide * tileSide)
  let state = hashText('grain')
  for (let at = 0; at < tile.length; at += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    const first = state >>> 16
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    // The sum of two even throws leans to the middle, as the grain of paper does.
    tile[at] = Math.round(((first + (state >>> 16)) / 65535 - 1) * 1000)
  }
  return tile
})()

/** Fine grain, which also hides the steps of the gradients, and corners a little darker. `grain` is in steps of 0–255. */
export function finish(from: Pixels, grain = 3.2, corners = 0.13): Pixels {
  const { width, height } = from
  const data = new Uint8ClampedArray(from.data)
  for (let y = 0, byte = 0; y < height; y += 1) {
    const row = (y % tileSide) * tileSide
    const shift = Math.floor(y / tileSide) * 97
    const dy = (2 * y) / height - 1
    for (let x = 0; x < width; x += 1, byte += 4) {
      const dx = (2 * x) / width - 1
      const away = (dx * dx + dy * dy) / 2
      const shade = 1 - corners * away * away
      const speck = ((noise[row + ((x + shift) % tileSide)] ?? 0) * grain) / 1000
      data[byte] = (data[byte] ?? 0) * shade + speck
      data[byte + 1] = (data[byte + 1] ?? 0) * shade + speck
      data[byte + 2] = (data[byte + 2] ?? 0) * shade + speck
    }
  }
  return { width, height, data: new Uint8Array(data.buffer) }
}
