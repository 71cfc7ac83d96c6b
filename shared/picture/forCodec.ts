import { avifForCodec, isAvif } from './avifForCodec.ts'
import { gifForCodec, isGif } from './gifForCodec.ts'
import { readLatin, viewOf } from './embeddedText.ts'
import type { Part } from './cutOut.ts'
import { cutOut } from './cutOut.ts'
import { isJpeg } from './jpeg.ts'
import { isPng } from './png.ts'
import { isWebp } from './webp.ts'
import type { Zlib } from './zlib.ts'

/** The maximum EXIF that a codec gets, in bytes: it needs one entry of it, the orientation. */
const MAX_EXIF_BYTES = 2 ** 18
/** The most bytes of a colour profile, unpacked: the largest in use have two megabytes. */
const MAX_PROFILE_BYTES = 2 ** 22

/**
 * The same picture without the parts that its pixels do not need: texts, XMP, previews, comments, unknown data. Codecs
 * unpack or copy such parts when they open a picture, and twenty of 15 kB can become two gigabytes. The orientation and
 * the colour profile are kept, within limits. Never throws: damaged files are left to the codec, which gets as much as
 * can be read. Bytes that are only the picture are returned as they are.
 */
export function forCodec(bytes: Uint8Array, zlib: Pick<Zlib, 'inflate'>): Uint8Array {
  if (isPng(bytes)) return cutOut(bytes, pngParts(bytes, zlib))
  if (isJpeg(bytes)) return cutOut(bytes, jpegParts(bytes))
  if (isWebp(bytes)) return barelyWebp(bytes)
  if (isGif(bytes)) return gifForCodec(bytes)
  if (isAvif(bytes)) return avifForCodec(bytes)
  return bytes
}

/** Chunks that change how the samples of a PNG are read. Colour by name belongs to the profile. */
const PIXELS: ReadonlySet<string> = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB'])

/** More chunks than an encoder makes of 32 megapixels in the smallest pieces in use. */
const MAX_CHUNKS = 65_536

function pngParts(bytes: Uint8Array, zlib: Pick<Zlib, 'inflate'>): readonly Part[] {
  const view = viewOf(bytes)
  const parts: Part[] = []
  const seen = new Set<string>()
  let count = 0
  for (let start = 8; start + 12 <= bytes.length;) {
    count += 1
    if (count > MAX_CHUNKS) {
      // No reader continues through these: for the codec, the picture ends here, truncated.
      parts.push({ start, end: bytes.length, keep: false })
      break
    }
    const type = readLatin(bytes.subarray(start + 4, start + 8))
    const end = Math.min(bytes.length, start + 12 + view.getUint32(start))
    const data = bytes.subarray(start + 8, Math.max(start + 8, end - 4))
    const first = type === 'IDAT' || !seen.has(type)
    seen.add(type)
    const bounded =
      PIXELS.has(type) ||
      (type === 'eXIf' && data.length <= MAX_EXIF_BYTES) ||
      (type === 'iCCP' && unpacks(data, zlib))
    const keep = first && bounded
    const last = parts.at(-1)
    // One part for consecutive chunks with the same fate: there may be a million of twelve bytes.
    if (last !== undefined && last.keep === keep) parts[parts.length - 1] = { ...last, end }
    else parts.push({ start, end, keep })
    if (type === 'IEND') break
    start = end
  }
  return parts
}

/**
 * Whether a profile unpacks to at most the size of real ones: it is a name, a zero, the compression method, and then
 * zlib.
 */
function unpacks(data: Uint8Array, { inflate }: Pick<Zlib, 'inflate'>): boolean {
  const end = data.subarray(0, 80).indexOf(0)
  if (end < 0 || data.length > MAX_PROFILE_BYTES) return false
  try {
    inflate(data.subarray(end + 2), MAX_PROFILE_BYTES)
    return true
  } catch {
    return false
  }
}

const EXIF = 0xe1
const PROFILE = 0xe2
const COMMENT = 0xfe
/** JFIF, and Adobe's segment about the colour coding. */
const CODING: ReadonlySet<number> = new Set([0xe0, 0xee])

/** Segments up to the scans: nothing behind them is needed. */
function jpegParts(bytes: Uint8Array): readonly Part[] {
  const view = viewOf(bytes)
  const parts: Part[] = []
  let profile = 0
  let turned = false
  for (let start = 2; start + 4 <= bytes.length && bytes[start] === 0xff;) {
    const marker = bytes[start + 1] ?? 0
    if (marker === 0xff) {
      start += 1
      continue
    }
    if (marker < 0xc0 || marker === 0xda || marker === 0xd9) break
    const end = Math.min(bytes.length, start + 2 + Math.max(2, view.getUint16(start + 2)))
    let keep = CODING.has(marker) || (marker !== COMMENT && (marker < 0xe0 || marker > 0xef))
    if (marker === PROFILE) {
      profile += end - start
      keep = profile <= MAX_PROFILE_BYTES && begins(bytes, start, 'ICC_PROFILE\0')
    } else if (marker === EXIF) {
      keep = !turned && begins(bytes, start, 'Exif\0\0')
      turned ||= keep
    }
    parts.push({ start, end, keep })
    start = end
  }
  return parts
}

const begins = (bytes: Uint8Array, start: number, name: string): boolean =>
  readLatin(bytes.subarray(start + 4, start + 4 + name.length)) === name

const WEBP_PIXELS: ReadonlySet<string> = new Set(['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ANIM', 'ANMF'])
const HAS_XMP = 0x04
const HAS_EXIF = 0x08
const HAS_PROFILE = 0x20

function barelyWebp(bytes: Uint8Array): Uint8Array {
  const view = viewOf(bytes)
  const size = Math.min(bytes.length, 8 + view.getUint32(4, true))
  const parts: Part[] = []
  const seen = new Set<string>()
  for (let start = 12; start + 8 <= size;) {
    const type = readLatin(bytes.subarray(start, start + 4))
    const length = view.getUint32(start + 4, true)
    const end = Math.min(size, start + 8 + length + (length % 2))
    const max = type === 'ICCP' ? MAX_PROFILE_BYTES : type === 'EXIF' ? MAX_EXIF_BYTES : 0
    const keep = WEBP_PIXELS.has(type) || (length <= max && !seen.has(type))
    if (keep) seen.add(type)
    parts.push({ start, end, keep })
    start = end
  }
  const bare = cutOut(bytes, parts)
  if (bare === bytes) return bytes
  // The header counts the bytes, and lists the parts.
  viewOf(bare).setUint32(4, bare.length - 8, true)
  const flags = (seen.has('EXIF') ? 0 : HAS_EXIF) | (seen.has('ICCP') ? 0 : HAS_PROFILE) | HAS_XMP
  if (seen.has('VP8X') && readLatin(bare.subarray(12, 16)) === 'VP8X') bare[20] = (bare[20] ?? 0) & ~flags
  return bare
}
