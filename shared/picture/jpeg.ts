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
import { readExif } from './exif.ts'
import { readXmp } from './xmp.ts'
import type { Zlib } from './zlib.ts'

export interface Segment {
  readonly marker: number
  readonly data: Uint8Array
  readonly start: number
  readonly end: number
}

// A segment that no other program uses: 1 is EXIF and XMP, 2 colour profiles, 11 provenance, 13 and 14 are Adobe's.
const OURS = 0xe9
const APP0 = 0xe0
const APP1 = 0xe1
const START_OF_SCAN = 0xda
const NAME = 'patchbay\0'
const XMP_NAME = 'http://ns.adobe.com/xap/1.0/\0'
const MAX_SEGMENTS = 4096
/** The maximum size of a segment's data, without its length field. */
const MAX_SEGMENT_BYTES = 65_533

export const isJpeg = ([first, second, third]: Uint8Array): boolean =>
  first === 0xff && second === 0xd8 && third === 0xff

/** Every segment before the pixels. Throws `picture.broken`. */
export function readSegments(bytes: Uint8Array): readonly Segment[] {
  const view = viewOf(bytes)
  const segments: Segment[] = []
  for (let start = 2; ;) {
    // Any marker may be preceded by fill bytes.
    let at = start
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at += 1
    const marker = bytes[at + 1]
    if (marker === undefined || at + 4 > bytes.length) throw damaged('it ends in the middle')
    if (bytes[at] !== 0xff || marker < 0xc0) throw damaged('something stands where a segment should begin')
    if (marker === START_OF_SCAN) return segments
    if (segments.length === MAX_SEGMENTS) throw damaged(`it has more than ${MAX_SEGMENTS} segments`)
    const end = at + 2 + view.getUint16(at + 2)
    if (end < at + 4 || end > bytes.length) throw damaged('a segment is said to be longer than the file')
    segments.push({ marker, data: bytes.subarray(at + 4, end), start, end })
    start = end
  }
}

export const startsWith = (data: Uint8Array, name: string): boolean =>
  readLatin(data.subarray(0, name.length)) === name

/** A frame's header: every kind of coding has one; some markers in the range mean something else. */
export const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

export function checkFrame(segments: readonly Segment[]): void {
  const frame = segments.find(({ marker }) => isFrame(marker))
  if (frame === undefined || frame.data.length < 5) throw damaged('it has no header')
  const view = viewOf(frame.data)
  checkSize({ width: view.getUint16(3), height: view.getUint16(1) })
}

/** The texts under our keywords. Throws `picture.broken` or `picture.large`. */
export function readJpeg(bytes: Uint8Array, reading: Reading): readonly EmbeddedText[] {
  const segments = readSegments(bytes)
  checkFrame(segments)
  return [
    ...readOwn(segments, reading),
    ...segments.flatMap(({ marker, data }) => {
      if (marker !== APP1) return []
      return startsWith(data, XMP_NAME)
        ? readXmp(data.subarray(XMP_NAME.length), reading)
        : readExif(data, reading)
    }),
  ]
}

const isOwn = ({ marker, data }: Segment): boolean => marker === OURS && startsWith(data, NAME)

/** Each part is: our name, the keyword, the part's number (from 1), their count, and its bytes. */
function readOwn(segments: readonly Segment[], reading: Reading): readonly EmbeddedText[] {
  const texts = new Map<string, { readonly count: number; readonly parts: Uint8Array[] }>()
  let bytes = 0
  for (const { data } of segments.filter(isOwn)) {
    bytes += data.length
    if (bytes > MAX_TEXT_BYTES) throw damaged('it carries too much text')
    const end = data.indexOf(0, NAME.length)
    const head = viewOf(data)
    if (end < 0 || end + 5 > data.length) throw damaged('a text in it is not written as it should be')
    const keyword = readLatin(data.subarray(NAME.length, Math.min(end, NAME.length + 20)))
    const [part, count] = [head.getUint16(end + 1), head.getUint16(end + 3)]
    const text = texts.get(keyword) ?? { count, parts: [] }
    if (part !== text.parts.length + 1 || part > count || count !== text.count)
      throw damaged('a part of a text in it is missing')
    text.parts.push(data.subarray(end + 5))
    texts.set(keyword, text)
  }
  return [...texts].flatMap(([keyword, { count, parts }]) => {
    if (!isKeyword(keyword)) return []
    if (parts.length !== count) throw damaged('a part of a text in it is missing')
    reading.count()
    return [{ keyword, text: reading.packed(joinBytes(parts)) }]
  })
}

/** The same pixels with these texts in place of all previous ones of ours. */
export function writeJpeg(bytes: Uint8Array, texts: readonly EmbeddedText[], zlib: Zlib): Uint8Array {
  const added = texts.flatMap(({ keyword, text }) =>
    ownSegments(keyword, zlib.deflate(new TextEncoder().encode(text))),
  )
  return rewrite(bytes, isOwn, added)
}

/** The same pixels without our texts and without XMP. EXIF stays, because it has the orientation. */
export const stripJpeg = (bytes: Uint8Array): Uint8Array =>
  rewrite(
    bytes,
    (segment) => isOwn(segment) || (segment.marker === APP1 && startsWith(segment.data, XMP_NAME)),
    [],
  )

function rewrite(
  bytes: Uint8Array,
  leaveOut: (segment: Segment) => boolean,
  added: readonly Uint8Array[],
): Uint8Array {
  const segments = readSegments(bytes)
  checkFrame(segments)
  const kept = segments.filter((segment) => !leaveOut(segment))
  // JFIF and EXIF both want to be first.
  const after = kept.findIndex(({ marker }) => marker !== APP0 && marker !== APP1)
  const index = after < 0 ? kept.length : after
  const cut = ({ start, end }: Segment): Uint8Array => bytes.subarray(start, end)
  return joinBytes([
    bytes.subarray(0, 2),
    ...kept.slice(0, index).map(cut),
    ...added,
    ...kept.slice(index).map(cut),
    bytes.subarray(segments.at(-1)?.end ?? 2),
  ])
}

function ownSegments(keyword: string, packed: Uint8Array): readonly Uint8Array[] {
  const head = latin(`${NAME}${keyword}\0`)
  const room = MAX_SEGMENT_BYTES - head.length - 4
  const count = Math.max(1, Math.ceil(packed.length / room))
  if (count > 0xffff) throw damaged('the text for it is too long')
  return Array.from({ length: count }, (_, part) => {
    const data = packed.subarray(part * room, (part + 1) * room)
    const numbers = new Uint8Array(8)
    const view = viewOf(numbers)
    view.setUint16(0, 0xff00 + OURS)
    view.setUint16(2, 2 + head.length + 4 + data.length)
    view.setUint16(4, part + 1)
    view.setUint16(6, count)
    return joinBytes([numbers.subarray(0, 4), head, numbers.subarray(4), data])
  })
}
