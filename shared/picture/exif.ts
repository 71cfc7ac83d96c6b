import type { EmbeddedText, Reading } from './embeddedText.ts'
import { isKeyword, readLatin, viewOf } from './embeddedText.ts'

const MAX_ENTRIES = 512
const ASCII = 2
const HEADER = 'Exif\0\0'

/**
 * The texts in EXIF as ComfyUI writes them into WebP: entries of the first directory whose text begins with `workflow:`
 * or `prompt:`. Unreadable EXIF counts as without texts: it is not what the picture is for.
 */
export function readExif(bytes: Uint8Array, reading: Reading): readonly EmbeddedText[] {
  const tiff = readLatin(bytes.subarray(0, HEADER.length)) === HEADER ? bytes.subarray(HEADER.length) : bytes
  if (tiff.length < 10) return []
  const order = readLatin(tiff.subarray(0, 2))
  if (order !== 'II' && order !== 'MM') return []
  const little = order === 'II'
  const view = viewOf(tiff)
  const directory = view.getUint32(4, little)
  if (directory + 2 > tiff.length) return []
  const entries = Math.min(view.getUint16(directory, little), MAX_ENTRIES)
  const found: EmbeddedText[] = []
  for (let index = 0; index < entries; index += 1) {
    const at = directory + 2 + index * 12
    if (at + 12 > tiff.length) break
    if (view.getUint16(at + 2, little) !== ASCII) continue
    const length = view.getUint32(at + 4, little)
    const start = length <= 4 ? at + 8 : view.getUint32(at + 8, little)
    if (start + length > tiff.length) continue
    const text = readEntry(tiff.subarray(start, start + length), reading)
    if (text !== null) found.push(text)
  }
  return found
}

function readEntry(bytes: Uint8Array, reading: Reading): EmbeddedText | null {
  const colon = bytes.subarray(0, 10).indexOf(0x3a)
  const keyword = readLatin(bytes.subarray(0, Math.max(0, colon))).toLowerCase()
  if (!isKeyword(keyword)) return null
  reading.count()
  const end = bytes.indexOf(0)
  return { keyword, text: reading.plain(bytes.subarray(colon + 1, end < 0 ? bytes.length : end)) }
}
