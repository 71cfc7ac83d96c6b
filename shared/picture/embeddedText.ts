import { AppError } from '../errors.ts'
import { CAPS } from '../document/workflow.ts'
import type { Size } from '../services.ts'
import { maximumPixels } from '../services.ts'
import type { Zlib } from './zlib.ts'

/**
 * The texts that a picture may embed, by the names that node editors use: `workflow` is the canvas, `prompt` what was
 * run, `patchbay` its provenance.
 */
export const KEYWORDS = ['workflow', 'prompt', 'patchbay'] as const
export type Keyword = (typeof KEYWORDS)[number]

export interface EmbeddedText {
  readonly keyword: Keyword
  readonly text: string
}

export const isKeyword = (word: string): word is Keyword => KEYWORDS.some((keyword) => keyword === word)

/**
 * The maximum text in one picture, in bytes of UTF-8: the largest workflow file, once as it is and once as a prompt.
 */
export const MAX_TEXT_BYTES = 2 * CAPS.file
/** The maximum number of texts in one picture, of any keyword. */
const MAX_TEXTS = 256

/** Counts what is read from one picture, so that the total stays within the caps. */
export interface Reading {
  /** Counts one more text or part of one. Throws `picture.broken` above the cap. */
  count(): void
  /** Text as it is in the file. Throws `picture.broken`. */
  plain(bytes: Uint8Array): string
  /** Deflated text. Throws `picture.broken`. */
  packed(bytes: Uint8Array): string
}

export function startReading({ inflate }: Pick<Zlib, 'inflate'>): Reading {
  let texts = 0
  let left: number = MAX_TEXT_BYTES
  const next = (bytes: Uint8Array): Uint8Array => {
    if (bytes.length > left) throw damaged(`it carries more than ${MAX_TEXT_BYTES / 2 ** 20} MiB of text`)
    left -= bytes.length
    return bytes
  }
  const unpack = (bytes: Uint8Array): Uint8Array => {
    try {
      return inflate(next(bytes), left)
    } catch (thrown) {
      if (thrown instanceof AppError) throw thrown
      throw damaged(`a text in it does not unpack to at most ${MAX_TEXT_BYTES / 2 ** 20} MiB`, thrown)
    }
  }
  return {
    count() {
      texts += 1
      if (texts > MAX_TEXTS) throw damaged(`it carries more than ${MAX_TEXTS} texts`)
    },
    plain: (bytes) => decode(next(bytes)),
    packed: (bytes) => decode(next(unpack(bytes))),
  }
}

/** `picture.broken`, with a message that says what is wrong with the picture. */
export const damaged = (why: string, cause?: unknown): AppError =>
  new AppError('picture.broken', `This picture is damaged: ${why}.`, { cause })

/** Throws `picture.large`, or `picture.broken` for a picture without pixels. */
export function checkSize({ width, height }: Size): void {
  if (width === 0 || height === 0) throw damaged('it says that it has no pixels')
  if (width * height <= maximumPixels) return
  throw new AppError(
    'picture.large',
    `This picture has ${width} × ${height} pixels; at most ${maximumPixels / 1e6} megapixels can be used.`,
    { data: { width, height } },
  )
}

/** More than anybody writes in Latin-1; long texts are JSON, which is ASCII or UTF-8. */
const MAX_LATIN_CHARACTERS = 2 ** 20

function decode(bytes: Uint8Array): string {
  const text = decodeUtf8(bytes)
  if (text !== null) return text
  if (bytes.length > MAX_LATIN_CHARACTERS) throw damaged('a text in it is in no encoding that is known here')
  return readLatin(bytes)
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes)
  } catch {
    return null
  }
}

/** The number of characters per call, because arguments are limited. */
const STRETCH = 8192

/** Each byte as the character of its number. */
export function readLatin(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += STRETCH)
    text += String.fromCharCode(...bytes.subarray(at, at + STRETCH))
  return text
}

/** A text of ASCII as bytes. */
export const latin = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0))

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

export const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength)
