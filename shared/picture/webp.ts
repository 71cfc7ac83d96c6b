import type { Size } from '../services.ts'
import type { EmbeddedText, Reading } from './embeddedText.ts'
import { checkSize, damaged, joinBytes, latin, readLatin, viewOf } from './embeddedText.ts'
import { readExif } from './exif.ts'
import { readXmp, writeXmp } from './xmp.ts'
import type { Zlib } from './zlib.ts'

interface Chunk {
  readonly type: string
  readonly data: Uint8Array
}

const MAX_CHUNKS = 65_536
/** Bits of the first byte of the extended header. */
const HAS_XMP = 0x04
const HAS_ALPHA = 0x10
const HAS_PROFILE = 0x20

export const isWebp = (bytes: Uint8Array): boolean => /^RIFF[^]{4}WEBP/.test(readLatin(bytes.subarray(0, 12)))

/** Every chunk. Throws `picture.broken`. */
function readChunks(bytes: Uint8Array): readonly Chunk[] {
  const view = viewOf(bytes)
  const end = 8 + view.getUint32(4, true)
  if (end > bytes.length) throw damaged('it ends in the middle')
  const chunks: Chunk[] = []
  for (let start = 12; start + 8 <= end;) {
    if (chunks.length === MAX_CHUNKS) throw damaged(`it is made of more than ${MAX_CHUNKS} chunks`)
    const length = view.getUint32(start + 4, true)
    if (start + 8 + length > end) throw damaged('a chunk is said to be longer than the file')
    const type = readLatin(bytes.subarray(start, start + 4))
    chunks.push({ type, data: bytes.subarray(start + 8, start + 8 + length) })
    start += 8 + length + (length % 2)
  }
  return chunks
}

/** The size and whether it may be transparent, from the first chunk. Throws `picture.broken`. */
function readHeader([first]: readonly Chunk[]): Size & { readonly alpha: boolean } {
  if (first !== undefined && first.data.length >= 10) {
    const { type, data } = first
    const view = viewOf(data)
    if (type === 'VP8X') {
      const three = (at: number): number => view.getUint16(at, true) + 65_536 * view.getUint8(at + 2)
      return { width: three(4) + 1, height: three(7) + 1, alpha: (view.getUint8(0) & HAS_ALPHA) !== 0 }
    }
    if (type === 'VP8L' && data[0] === 0x2f) {
      const bits = view.getUint32(1, true)
      return {
        width: (bits & 0x3fff) + 1,
        height: ((bits >> 14) & 0x3fff) + 1,
        alpha: ((bits >> 28) & 1) === 1,
      }
    }
    if (type === 'VP8 ' && data[3] === 0x9d && data[4] === 0x01 && data[5] === 0x2a) {
      const side = (at: number): number => view.getUint16(at, true) & 0x3fff
      return { width: side(6), height: side(8), alpha: false }
    }
  }
  throw damaged('it has no header')
}

/** The texts under our keywords. Throws `picture.broken` or `picture.large`. */
export function readWebp(bytes: Uint8Array, reading: Reading): readonly EmbeddedText[] {
  const chunks = readChunks(bytes)
  checkSize(readHeader(chunks))
  return chunks.flatMap(({ type, data }) => {
    if (type === 'XMP ') return readXmp(data, reading)
    return type === 'EXIF' ? readExif(data, reading) : []
  })
}

/** The same pixels with these texts as XMP, replacing any XMP. */
export function writeWebp(bytes: Uint8Array, texts: readonly EmbeddedText[], zlib: Zlib): Uint8Array {
  const chunks = readChunks(bytes)
  const header = readHeader(chunks)
  checkSize(header)
  const kept = chunks.filter(({ type }) => type !== 'VP8X' && type !== 'XMP ')
  const extended = chunks.find(({ type }) => type === 'VP8X')?.data.slice() ?? extendedHeader(header)
  if (texts.length === 0) {
    // Samples alone need no extended header, and most encoders write none.
    if (kept.length === 1) return joinChunks(kept)
    extended[0] = (extended[0] ?? 0) & ~HAS_XMP
    return joinChunks([{ type: 'VP8X', data: extended }, ...kept])
  }
  extended[0] = (extended[0] ?? 0) | HAS_XMP
  const xmp = { type: 'XMP ', data: writeXmp(texts, zlib) }
  return joinChunks([{ type: 'VP8X', data: extended }, ...kept, xmp])
}

/** The same pixels without XMP. */
export const stripWebp = (bytes: Uint8Array, zlib: Zlib): Uint8Array => writeWebp(bytes, [], zlib)

const SAMPLES: ReadonlySet<string> = new Set(['VP8X', 'VP8 ', 'VP8L', 'ALPH'])

/**
 * The samples alone, or null if they are not one picture in sRGB. `isSrgb` judges a profile. Throws `picture.broken` or
 * `picture.large`.
 */
export function bareWebp(bytes: Uint8Array, isSrgb: (profile: Uint8Array) => boolean): Uint8Array | null {
  const chunks = readChunks(bytes)
  const profile = chunks.find(({ type }) => type === 'ICCP')
  if (profile !== undefined && !isSrgb(profile.data)) return null
  return keepChunks(bytes, chunks, (type) => SAMPLES.has(type), HAS_ALPHA)
}

/**
 * The same picture without metadata, its colour profile kept; null for an animation. Throws `picture.broken` or
 * `picture.large`.
 */
export const dropWebpMetadata = (bytes: Uint8Array): Uint8Array | null =>
  keepChunks(
    bytes,
    readChunks(bytes),
    (type) => SAMPLES.has(type) || type === 'ICCP',
    HAS_ALPHA | HAS_PROFILE,
  )

/** `flags` are the header flags that are kept. The same bytes if nothing was removed; null for an animation. */
function keepChunks(
  bytes: Uint8Array,
  chunks: readonly Chunk[],
  keep: (type: string) => boolean,
  flags: number,
): Uint8Array | null {
  checkSize(readHeader(chunks))
  if (chunks.some(({ type }) => type === 'ANIM' || type === 'ANMF')) return null
  const kept = chunks.filter(
    ({ type }, at) => keep(type) && chunks.findIndex((chunk) => chunk.type === type) === at,
  )
  const [first] = kept
  const before = first?.type === 'VP8X' ? (first.data[0] ?? 0) : 0
  const isBare = kept.length === chunks.length && (before & ~flags) === 0
  const bare = joinChunks(
    kept.map(({ type, data }) => {
      if (type !== 'VP8X') return { type, data }
      const header = data.slice()
      header[0] = before & flags
      return { type, data: header }
    }),
  )
  return isBare && bare.length === bytes.length ? bytes : bare
}

function extendedHeader({ width, height, alpha }: Size & { readonly alpha: boolean }): Uint8Array {
  const data = new Uint8Array(10)
  const view = viewOf(data)
  data[0] = alpha ? HAS_ALPHA : 0
  view.setUint16(4, (width - 1) & 0xffff, true)
  data[6] = (width - 1) >> 16
  view.setUint16(7, (height - 1) & 0xffff, true)
  data[9] = (height - 1) >> 16
  return data
}

function joinChunks(chunks: readonly Chunk[]): Uint8Array {
  const parts = chunks.flatMap(({ type, data }) => {
    const head = latin(`${type}\0\0\0\0`)
    viewOf(head).setUint32(4, data.length, true)
    return [head, data, new Uint8Array(data.length % 2)]
  })
  const bytes = joinBytes([latin('RIFF\0\0\0\0WEBP'), ...parts])
  viewOf(bytes).setUint32(4, bytes.length - 8, true)
  return bytes
}
