import { along, colour, toRgb } from './colour.ts'
import type { Pixels } from './pixels.ts'
import { brightness } from './pixels.ts'
import { createRandom } from './random.ts'

/** A LoRA as a request names it. `scale` is 0–4; 0 does nothing. */
export interface Lora {
  readonly path: string
  readonly scale: number
}

/** Tints a picture, one LoRA after the other: its path chooses the colours of shadows, middles and lights, its scale how
 *  much of them is seen. The same object comes back when nothing is to be done. */
export function tint(from: Pixels, loras: readonly Lora[]): Pixels {
  return loras.filter((lora) => lora.scale > 0).reduce(tintOnce, from)
}

function tintOnce(from: Pixels, lora: Lora): Pixels {
  const share = 0.85 * (1 - Math.exp(-lora.scale * 0.55))
  const random = createRandom(`lora ${lora.path.trim()}`)
  const hue = random.between(0, 360)
  const turn = random.pick([40, 90, 150, 180, -60])
  const depth = random.between(0.18, 0.3)
  const row = [
    colour(depth, random.between(0.05, 0.1), hue),
    colour(0.58, random.between(0.1, 0.17), hue + turn * 0.5),
    colour(0.95, random.between(0.03, 0.08), hue + turn),
  ] as const
  const table = Array.from({ length: 256 }, (_, value) => toRgb(along(row, value / 255)))
  const luma = brightness(from)
  const data = new Uint8Array(from.data)
  for (let index = 0, byte = 0; byte < data.length; index += 1, byte += 4) {
    const to = table[luma[index] ?? 0] ?? [0, 0, 0]
    for (let channel = 0; channel < 3; channel += 1) {
      const own = data[byte + channel] ?? 0
      data[byte + channel] = Math.round(own + ((to[channel] ?? 0) - own) * share)
    }
  }
  return { ...from, data }
}
