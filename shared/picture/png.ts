import type { EmbeddedText, Reading } from './embeddedText.ts'
import {
  checkSize,
  damaged,
  isKeyword,
  joinBytes,
  latin,
  MAX_TEXT_BYTES,
  readLatin,
  viewOf,
} from './embeddedText.ts'
import { crc32 } from './crc32.ts'
import { readExif } from './exif.ts'
import type { Zlib } from './zlib.ts'

interface Chunk {
  readonly type: string
  readonly data: Uint8Array
  /** The start and end of the chunk in the file, including length and checksum. */
  readonly start: number
  readonly end: number
}

const SIGNATURE = latin('\x89PNG\r\n\x1a\n')
/** More than an encoder makes of 32 megapixels in the smallest pieces in use. */
const MAX_CHUNKS = 65_536

export const isPng = (bytes: Uint8Array): boolean => SIGNATURE.every((byte, at) => bytes[at] === byte)

/** Every chunk up to the last one. Only chunks that are used are verified: see `checkSum`. Throws `picture.broken`. */
function readChunks(bytes: Uint8Array): readonly Chunk[] {
  const view = viewOf(bytes)
  const chunks: Chunk[] = []
  for (let start = SIGNATURE.length; ;) {
    if (start + 12 > bytes.length) throw damaged('it ends in the middle')
    if (chunks.length === MAX_CHUNKS) throw damaged(`it is made of more than ${MAX_CHUNKS} chunks`)
    const length = view.getUint32(start)
    const end = start + 12 + length
    if (end > bytes.length) throw damaged('a chunk is said to be longer than the file')
    const type = readLatin(bytes.subarray(start + 4, start + 8))
    chunks.push({ type, data: bytes.subarray(start + 8, end - 4), start, end })
    if (type === 'IEND') return chunks
    start = end
  }
}

function checkSum(bytes: Uint8Array, { start, end }: Chunk): void {
  if (end - start > MAX_TEXT_BYTES) throw damaged('a text in it is too long')
  const sum = viewOf(bytes).getUint32(end - 4)
  if (crc32(bytes.subarray(start + 4, end - 4)) !== sum) throw damaged('the checksum of a chunk is wrong')
}

function checkHeader(bytes: Uint8Array, [header]: readonly Chunk[]): void {
  if (header?.type !== 'IHDR' || header.data.length !== 13) throw damaged('it has no header')
  checkSum(bytes, header)
  const view = viewOf(header.data)
  checkSize({ width: view.getUint32(0), height: view.getUint32(4) })
}

const isText = (type: string): boolean => type === 'tEXt' || type === 'zTXt' || type === 'iTXt'

const keywordOf = (data: Uint8Array): string => readLatin(data.subarray(0, Math.min(80, data.indexOf(0))))

/** The texts under our keywords. Throws `picture.broken` or `picture.large`. */
export function readPng(bytes: Uint8Array, reading: Reading): readonly EmbeddedText[] {
  const chunks = readChunks(bytes)
  checkHeader(bytes, chunks)
  const found: EmbeddedText[] = []
  for (const chunk of chunks) {
    if (chunk.type === 'eXIf') found.push(...readExif(chunk.data, reading))
    if (!isText(chunk.type)) continue
    reading.count()
    const keyword = keywordOf(chunk.data)
    if (!isKeyword(keyword)) continue
    checkSum(bytes, chunk)
    found.push({ keyword, text: readText(chunk.type, chunk.data.subarray(keyword.length + 1), reading) })
  }
  return found
}

function readText(type: string, rest: Uint8Array, reading: Reading): string {
  // By the specification this is Latin-1; text that is valid UTF-8 nevertheless was meant as that.
  if (type === 'tEXt') return reading.plain(rest)
  const [first, second] = rest
  if (type === 'zTXt') {
    if (first !== 0) throw damaged('a text in it is packed in an unknown way')
    return reading.packed(rest.subarray(1))
  }
  const language = rest.indexOf(0, 2)
  const translated = rest.indexOf(0, language + 1)
  if (language < 0 || translated < 0 || (first === 1 && second !== 0) || (first ?? 2) > 1)
    throw damaged('a text in it is not written as it should be')
  const text = rest.subarray(translated + 1)
  return first === 1 ? reading.packed(text) : reading.plain(text)
}

/** The same pixels with these texts in place of those under the same keywords. */
export function writePng(bytes: Uint8Array, texts: readonly EmbeddedText[], zlib: Zlib): Uint8Array {
  const replaced = (data: Uint8Array): boolean => texts.some(({ keyword }) => keyword === keywordOf(data))
  return rewrite(
    bytes,
    replaced,
    texts.map((text) => textChunk(text, zlib)),
  )
}

/** The same pixels without any text. */
export const stripPng = (bytes: Uint8Array): Uint8Array => rewrite(bytes, () => true, [])

/** The chunks of a PNG, besides its samples, that define how they are shown. An animation is removed. */
const SHOWN: ReadonlySet<string> = new Set([
  'PLTE',
  'tRNS',
  'gAMA',
  'cHRM',
  'sRGB',
  'iCCP',
  'cICP',
  'sBIT',
  'bKGD',
])
const SAMPLES: ReadonlySet<string> = new Set(['IHDR', 'IDAT', 'IEND', 'pHYs'])

/**
 * The same picture without metadata: EXIF, texts, the time, unknown chunks. Throws `picture.broken` or `picture.large`.
 */
export const dropPngMetadata = (bytes: Uint8Array): Uint8Array =>
  keepChunks(bytes, (type) => SAMPLES.has(type) || SHOWN.has(type))

/**
 * The samples alone, or null if decoders may read them differently: required are eight bits, no palette, no transparent
 * colour, sRGB. `isSrgb` judges a profile. Throws `picture.broken` or `picture.large`.
 */
export function barePng(
  bytes: Uint8Array,
  isSrgb: (profile: Uint8Array) => boolean,
  zlib: Pick<Zlib, 'inflate'>,
): Uint8Array | null {
  const chunks = readChunks(bytes)
  checkHeader(bytes, chunks)
  const [depth, colours] = chunks[0]?.data.subarray(8) ?? []
  const profile = chunks.find(({ type }) => type === 'iCCP')
  if (depth !== 8 || colours === 3 || chunks.some(({ type }) => type === 'tRNS')) return null
  if (profile !== undefined && !isSrgb(unpackProfile(profile.data, zlib))) return null
  return keepChunks(bytes, (type) => SAMPLES.has(type) || type === 'sRGB')
}

/** The most bytes of a colour profile, unpacked: the largest in use have two megabytes. */
const MAX_PROFILE = 2 ** 22

/** A profile is a name, a zero, the compression method, and then zlib. */
function unpackProfile(data: Uint8Array, { inflate }: Pick<Zlib, 'inflate'>): Uint8Array {
  try {
    return inflate(data.subarray(data.subarray(0, 80).indexOf(0) + 2), MAX_PROFILE)
  } catch (thrown) {
    throw damaged('its colour profile does not unpack', thrown)
  }
}

function keepChunks(bytes: Uint8Array, keep: (type: string) => boolean): Uint8Array {
  const chunks = readChunks(bytes)
  checkHeader(bytes, chunks)
  const kept = chunks.filter(({ type }) => keep(type))
  if (kept.length === chunks.length && chunks.at(-1)?.end === bytes.length) return bytes
  return joinBytes([
    bytes.subarray(0, SIGNATURE.length),
    ...kept.map(({ start, end }) => bytes.subarray(start, end)),
  ])
}

function rewrite(
  bytes: Uint8Array,
  leaveOut: (text: Uint8Array) => boolean,
  added: readonly Uint8Array[],
): Uint8Array {
  const chunks = readChunks(bytes)
  const [header] = chunks
  checkHeader(bytes, chunks)
  // Right after the header, where readers find them without skipping the pixels.
  const parts: Uint8Array[] = [bytes.subarray(0, header?.end), ...added]
  for (const { type, data, start, end } of chunks.slice(1))
    if (!isText(type) || !leaveOut(data)) parts.push(bytes.subarray(start, end))
  return joinBytes(parts)
}

/** International text, deflated: keyword, compressed, by zlib, no language, no translated keyword. */
function textChunk({ keyword, text }: EmbeddedText, { deflate }: Zlib): Uint8Array {
  const body = joinBytes([latin(`iTXt${keyword}\0\x01\0\0\0`), deflate(new TextEncoder().encode(text))])
  const chunk = new Uint8Array(body.length + 8)
  viewOf(chunk).setUint32(0, body.length - 4)
  chunk.set(body, 4)
  viewOf(chunk).setUint32(body.length + 4, crc32(body))
  return chunk
}
