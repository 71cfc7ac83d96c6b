import type { Media, MediaKind } from '#shared/ports/value.ts'

/** What a file is for the user: masks are pictures too. A `file` is of any other format. */
export type MediaClass = 'picture' | 'video' | 'audio' | 'file'

export const classOf = (kind: MediaKind): MediaClass =>
  kind === 'image' || kind === 'mask' ? 'picture' : kind

interface FormatFacts {
  /** The extension of its files. */
  readonly ending: string
  /** Its media type, by its use: some containers hold films, or sound alone. */
  readonly mime: { readonly [C in MediaClass]?: string }
}

/**
 * The stored formats. SVG is not one of them: it can contain programs, and is only stored as bytes, like unknown
 * formats.
 */
const formats = {
  png: { ending: 'png', mime: { picture: 'image/png' } },
  jpeg: { ending: 'jpg', mime: { picture: 'image/jpeg' } },
  webp: { ending: 'webp', mime: { picture: 'image/webp' } },
  avif: { ending: 'avif', mime: { picture: 'image/avif' } },
  gif: { ending: 'gif', mime: { picture: 'image/gif' } },
  mp4: { ending: 'mp4', mime: { video: 'video/mp4', audio: 'audio/mp4' } },
  mov: { ending: 'mov', mime: { video: 'video/quicktime' } },
  webm: { ending: 'webm', mime: { video: 'video/webm', audio: 'audio/webm' } },
  ogg: { ending: 'ogg', mime: { video: 'video/ogg', audio: 'audio/ogg' } },
  mp3: { ending: 'mp3', mime: { audio: 'audio/mpeg' } },
  wav: { ending: 'wav', mime: { audio: 'audio/wav' } },
  flac: { ending: 'flac', mime: { audio: 'audio/flac' } },
  // Whatever its original type, here it is bytes, which no browser and no system opens by itself.
  bin: { ending: 'bin', mime: { file: 'application/octet-stream' } },
} as const satisfies Readonly<Record<string, FormatFacts>>

export type MediaFormat = keyof typeof formats

const facts: Readonly<Record<MediaFormat, FormatFacts>> = formats

export const mimeOf = (format: MediaFormat, as: MediaClass): string | undefined => facts[format].mime[as]

export const endingOf = (format: MediaFormat): string => facts[format].ending

/** The extension for a stored media type. */
export function endingOfMime(mime: string): string | undefined {
  return Object.values(facts).find(({ mime: types }) => Object.values(types).includes(mime))?.ending
}

/** The extension of an asset's file, or undefined if its type is not stored. */
export const endingOfMedia = ({ media, mime }: Pick<Media, 'media' | 'mime'>): string | undefined =>
  media === 'file' ? endingOf('bin') : endingOfMime(mime)

/** The media type of stored files with this extension: as pictures first, then as films or sounds. */
export function mimeOfEnding(ending: string): string | undefined {
  const mime = Object.values(facts).find((each) => each.ending === ending)?.mime
  return mime?.picture ?? mime?.video ?? mime?.audio ?? mime?.file
}

/** Every ending that a kept file may have. */
export const endings: readonly string[] = Object.values(facts).map(({ ending }) => ending)

/** The format by the first bytes, whatever the file's name or the server's type; null for all others. */
export function sniffFormat(bytes: Uint8Array): MediaFormat | null {
  const text = latin(bytes, 0, 64)
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (/^GIF8[79]a/.test(text)) return 'gif'
  if (/^RIFF[^]{4}WEBP/.test(text)) return 'webp'
  if (/^RIFF[^]{4}WAVE/.test(text)) return 'wav'
  if (text.startsWith('fLaC')) return 'flac'
  if (text.startsWith('OggS')) return 'ogg'
  if (text.startsWith('\x1aE\xdf\xa3')) return text.includes('webm') ? 'webm' : null
  if (text.slice(4, 8) === 'ftyp') return sniffBoxes(text)
  if (text.startsWith('ID3') || isMp3Frame(bytes)) return 'mp3'
  return null
}

/** Formats built of ISO boxes name themselves by brands: a main one, and those that they are compatible with. */
function sniffBoxes(text: string): MediaFormat | null {
  const length = text.charCodeAt(2) * 256 + text.charCodeAt(3)
  const brands: readonly string[] = text.slice(8, Math.min(length, 64)).match(/[^]{4}/g) ?? []
  if (brands.includes('avif') || brands.includes('avis')) return 'avif'
  const [main = ''] = brands
  if (/^(hei|hev|mif1|msf1)/.test(main)) return null
  return main === 'qt  ' ? 'mov' : 'mp4'
}

/** Eleven set bits, an existing layer, and valid bit and sampling rates. */
function isMp3Frame([first = 0, second = 0, third = 0]: Uint8Array): boolean {
  const layered = first === 0xff && (second & 0xe0) === 0xe0 && (second & 0x06) !== 0
  return layered && (third & 0xf0) !== 0xf0 && (third & 0x0c) !== 0x0c
}

/** What a refused file seems to be, for the error message. */
export function describeUnknownFormat(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'it is empty'
  const text = latin(bytes, 0, 512)
  for (const [pattern, description] of unknownFormats) if (pattern.test(text)) return `it is ${description}`
  return 'its first bytes are of no format that is known here'
}

const unknownFormats: readonly (readonly [RegExp, string])[] = [
  [/<svg[\s>]/i, 'an SVG drawing'],
  [/^\s*(<!doctype html|<html|<head|<body)/i, 'a web page'],
  [/^\s*(\xef\xbb\xbf)?<\?xml/i, 'XML'],
  [/^%PDF-/, 'a PDF document'],
  [/^(II\*\0|MM\0\*)/, 'a TIFF picture'],
  [/^BM/, 'a BMP picture'],
  [/^[^]{4}ftyp(hei|hev|mif1|msf1)/, 'a HEIC picture'],
  [/^8BPS/, 'a Photoshop file'],
  [/^PK/, 'a ZIP archive'],
  [/^\s*[{[]/, 'JSON or text'],
  [/^[\t\n\r\x20-\x7e]+$/, 'text'],
]

const latin = (bytes: Uint8Array, start: number, end: number): string =>
  String.fromCharCode(...bytes.subarray(start, end))
