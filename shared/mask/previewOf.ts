import type { Painting } from './painting.ts'

/** The maximum side of a painting's preview, in pixels. */
export const PREVIEW_SIDE = 256

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
/** The signature of a PNG, and the head of the chunk that has its size, in base64. */
const BEGINNING = 'iVBORw0KGgoAAAANSUhEUg'

/**
 * The preview of a painting, in base64, if it is a PNG that declares a small size; else null. The file is untrusted and
 * could contain, for example, a picture that is huge once it is unpacked.
 */
export function previewOf({ preview }: Painting): string | null {
  if (preview === undefined || !preview.startsWith(BEGINNING)) return null
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(preview) || preview.length < 40) return null
  const width = numberAt(preview, 16)
  const height = numberAt(preview, 20)
  return width > 0 && height > 0 && width <= PREVIEW_SIDE && height <= PREVIEW_SIDE ? preview : null
}

/** Four bytes of base64 data, most significant first. */
function numberAt(base64: string, byte: number): number {
  let number = 0
  for (let at = byte; at < byte + 4; at += 1) {
    const first = DIGITS.indexOf(base64.charAt(Math.floor((at * 4) / 3)))
    const second = DIGITS.indexOf(base64.charAt(Math.floor((at * 4) / 3) + 1))
    const shift = (at % 3) * 2
    number = number * 256 + (((first << (2 + shift)) | (second >> (4 - shift))) & 255)
  }
  return number
}
