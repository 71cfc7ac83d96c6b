import { damaged, joinBytes, viewOf } from './embeddedText.ts'
import type { Segment } from './jpeg.ts'
import { checkFrame, isFrame, readSegments, startsWith } from './jpeg.ts'

const JFIF = 'JFIF\0'
const JFIF_BYTES = 14
const ADOBE = 'Adobe'
const ADOBE_BYTES = 12
const PROFILE = 'ICC_PROFILE\0'
const START_OF_SCAN = 0xda
const END = 0xd9
const COMMENT = 0xfe

const isMetadata = (marker: number): boolean => marker === COMMENT || (marker >= 0xe0 && marker <= 0xef)

/**
 * The samples alone, or null if decoders may read them differently: required are eight bits, grey or three colours, in
 * sRGB, coded as baseline or progressive. `isSrgb` judges a profile. Throws `picture.broken` or `picture.large`.
 */
export function bareJpeg(bytes: Uint8Array, isSrgb: (profile: Uint8Array) => boolean): Uint8Array | null {
  const segments = readSegments(bytes)
  checkFrame(segments)
  const frame = segments.find(({ marker }) => isFrame(marker))
  const [precision, , , , , components] = frame?.data ?? []
  if (frame === undefined || frame.marker > 0xc2 || precision !== 8) return null
  if (components !== 1 && components !== 3) return null
  const profile = profileOf(segments)
  if (profile !== null && !isSrgb(profile)) return null
  return keepSegments(bytes, segments, () => false)
}

/** The same picture without metadata, its colour profile kept. Throws `picture.broken` or `picture.large`. */
export function dropJpegMetadata(bytes: Uint8Array): Uint8Array {
  const segments = readSegments(bytes)
  checkFrame(segments)
  return keepSegments(bytes, segments, isProfile)
}

/**
 * The samples, how they are coded, and those of the other segments that `keep` accepts. The same bytes if nothing was
 * removed.
 */
function keepSegments(
  bytes: Uint8Array,
  segments: readonly Segment[],
  keep: (segment: Segment) => boolean,
): Uint8Array {
  const bare = joinBytes([
    bytes.subarray(0, 2),
    ...segments.map((segment) =>
      keep(segment) ? bytes.subarray(segment.start, segment.end) : withoutMetadata(bytes, segment),
    ),
    ...scans(bytes, segments.at(-1)?.end ?? 2),
  ])
  // Only metadata takes room: equal lengths mean unchanged bytes.
  return bare.length === bytes.length ? bytes : bare
}

const isProfile = ({ marker, data }: Segment): boolean => marker === 0xe2 && startsWith(data, PROFILE)

/** A profile comes in parts: its name, the part's number (from 1), their count, and the bytes. */
function profileOf(segments: readonly Segment[]): Uint8Array | null {
  const parts = segments.filter(isProfile)
  if (parts.length === 0) return null
  return joinBytes(
    parts
      .toSorted((a, b) => (a.data[PROFILE.length] ?? 0) - (b.data[PROFILE.length] ?? 0))
      .map(({ data }) => data.subarray(PROFILE.length + 2)),
  )
}

/** JFIF and Adobe's segment define how the colours are coded. A thumbnail in JFIF is removed. */
function withoutMetadata(bytes: Uint8Array, { marker, data, start, end }: Segment): Uint8Array {
  if (marker === 0xe0 && startsWith(data, JFIF) && data.length >= JFIF_BYTES) {
    const [width, height] = data.subarray(JFIF_BYTES - 2)
    if (data.length === JFIF_BYTES && width === 0 && height === 0) return bytes.subarray(start, end)
    return joinBytes([
      Uint8Array.of(0xff, 0xe0, 0, JFIF_BYTES + 2),
      data.subarray(0, 12),
      Uint8Array.of(0, 0),
    ])
  }
  const isCoding = marker === 0xee && startsWith(data, ADOBE) && data.length === ADOBE_BYTES
  return isMetadata(marker) && !isCoding ? new Uint8Array() : bytes.subarray(start, end)
}

/** The scans from `start` to the end of the picture: phones append more pictures, and their location, behind it. */
function scans(bytes: Uint8Array, start: number): readonly Uint8Array[] {
  const view = viewOf(bytes)
  const parts: Uint8Array[] = []
  let from = start
  for (let at = start; at + 1 < bytes.length;) {
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) at += 1
    else if (marker === END) return [...parts, bytes.subarray(from, at + 2)]
    else {
      const end = at + 4 > bytes.length ? Infinity : at + 2 + view.getUint16(at + 2)
      if (bytes[at] !== 0xff || end > bytes.length) break
      if (isMetadata(marker)) {
        parts.push(bytes.subarray(from, at))
        from = end
      }
      at = marker === START_OF_SCAN ? nextMarker(bytes, end) : end
    }
  }
  throw damaged('it ends in the middle')
}

/** The end of the coded pixels: the next marker that is neither a stuffed byte nor a restart. */
function nextMarker(bytes: Uint8Array, start: number): number {
  for (let at = bytes.indexOf(0xff, start); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at
  }
  return bytes.length
}
