import { smoothStep } from './guides.ts'
import type { Pixels } from './pixels.ts'
import { blurValues, brightness } from './pixels.ts'

/** A rectangle in pixels. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** The smallest box around everything that a mask opens; null for an empty mask. `mask` holds 0–255 a pixel. */
export function maskBox(mask: Uint8Array, width: number): Box | null {
  let [left, top, right, bottom] = [width, -1, -1, -1]
  for (let at = 0; at < mask.length; at += 1) {
    if ((mask[at] ?? 0) === 0) continue
    const x = at % width
    const y = (at - x) / width
    if (top < 0) top = y
    if (x < left) left = x
    if (x > right) right = x
    bottom = y
  }
  return top < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 }
}

/** What a mask picture opens: its brightness, the transparent being closed. */
export const readMask = (mask: Pixels): Uint8Array => brightness(mask, 0)

/** How much of the new painting each pixel takes, 0–1: nothing where the mask is 0, and along a hard edge a soft rim
 *  *inside* the mask, as wide as the opening allows. */
export async function softenMask(
  mask: Uint8Array,
  size: { width: number; height: number },
  box: Box,
): Promise<Float32Array> {
  const sigma = Math.min(10, Math.min(box.width, box.height) / 28)
  const shares = new Float32Array(mask.length)
  for (let at = 0; at < mask.length; at += 1) shares[at] = (mask[at] ?? 0) / 255
  if (sigma < 0.5) return shares
  const blurred = await blurValues(mask, size, sigma)
  for (let at = 0; at < shares.length; at += 1) {
    const share = shares[at] ?? 0
    if (share > 0) shares[at] = share * (0.3 + 0.7 * smoothStep(0.4, 0.95, (blurred[at] ?? 0) / 255))
  }
  return shares
}

/** Shifts the colours of a patch towards those around the opening; `harmony` (0–1) is how far. Pixels outside of the
 *  mask, near the box, are what counts as around. */
export function harmonise(
  patch: Pixels,
  box: Box,
  source: Pixels,
  mask: Uint8Array,
  harmony: number,
): Pixels {
  if (harmony <= 0) return patch
  const around = meanAround(source, mask, box)
  if (around === null) return patch
  const own = mean(patch)
  const data = new Uint8Array(patch.data)
  for (let byte = 0; byte < data.length; byte += 4) {
    for (let channel = 0; channel < 3; channel += 1) {
      const shift = ((around[channel] ?? 0) - (own[channel] ?? 0)) * harmony
      data[byte + channel] = Math.min(255, Math.max(0, (data[byte + channel] ?? 0) + shift))
    }
  }
  return { ...patch, data }
}

/** A patch put into its box on an empty sheet of the source's size. */
export function pasteInto(patch: Pixels, box: Box, size: { width: number; height: number }): Pixels {
  const data = new Uint8Array(size.width * size.height * 4)
  for (let row = 0; row < box.height; row += 1) {
    const from = row * patch.width * 4
    data.set(patch.data.subarray(from, from + box.width * 4), ((box.top + row) * size.width + box.left) * 4)
  }
  return { ...size, data }
}

function meanAround(source: Pixels, mask: Uint8Array, box: Box): readonly number[] | null {
  const margin = Math.max(8, Math.round(Math.max(box.width, box.height) * 0.2))
  const sums = [0, 0, 0]
  let amount = 0
  for (
    let y = Math.max(0, box.top - margin);
    y < Math.min(source.height, box.top + box.height + margin);
    y += 2
  ) {
    for (
      let x = Math.max(0, box.left - margin);
      x < Math.min(source.width, box.left + box.width + margin);
      x += 2
    ) {
      const at = y * source.width + x
      if ((mask[at] ?? 0) > 0) continue
      for (let channel = 0; channel < 3; channel += 1)
        sums[channel] = (sums[channel] ?? 0) + (source.data[at * 4 + channel] ?? 0)
      amount += 1
    }
  }
  return amount === 0 ? null : sums.map((sum) => sum / amount)
}

function mean(of: Pixels): readonly number[] {
  const sums = [0, 0, 0]
  for (let byte = 0; byte < of.data.length; byte += 4) {
    for (let channel = 0; channel < 3; channel += 1)
      sums[channel] = (sums[channel] ?? 0) + (of.data[byte + channel] ?? 0)
  }
  return sums.map((sum) => sum / (of.data.length / 4))
}
