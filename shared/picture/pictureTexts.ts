import { AppError } from '../errors.ts'
import type { EmbeddedText } from './embeddedText.ts'
import { startReading } from './embeddedText.ts'
import { isJpeg, readJpeg, stripJpeg, writeJpeg } from './jpeg.ts'
import { isPng, readPng, stripPng, writePng } from './png.ts'
import { isWebp, readWebp, stripWebp, writeWebp } from './webp.ts'
import type { Zlib } from './zlib.ts'

const containers = [
  { is: isPng, read: readPng, write: writePng, strip: stripPng },
  { is: isJpeg, read: readJpeg, write: writeJpeg, strip: stripJpeg },
  { is: isWebp, read: readWebp, write: writeWebp, strip: stripWebp },
] as const

const containerOf = (bytes: Uint8Array) => containers.find(({ is }) => is(bytes))

/** Whether these are the bytes of a picture that can embed texts: PNG, JPEG or WebP. */
export const canEmbed = (bytes: Uint8Array): boolean => containerOf(bytes) !== undefined

/**
 * The texts embedded in a picture: each keyword at most once. Pixels are not read. The picture is untrusted: throws
 * `picture.broken` if its container is invalid or would unpack to more than 16 MiB, `picture.large` above 32
 * megapixels, both before any work proportional to what it claims.
 */
export function readTexts(bytes: Uint8Array, zlib: Pick<Zlib, 'inflate'>): readonly EmbeddedText[] {
  const found = containerOf(bytes)?.read(bytes, startReading(zlib)) ?? []
  return found.filter(({ keyword }, at) => found.findIndex((text) => text.keyword === keyword) === at)
}

/**
 * The same picture with unchanged pixels and these texts. Other texts stay in PNG and JPEG; in WebP they are replaced
 * together with the XMP packet that contains them. Throws as `readTexts`.
 */
export function writeTexts(bytes: Uint8Array, texts: readonly EmbeddedText[], zlib: Zlib): Uint8Array {
  return chosen(bytes).write(bytes, texts, zlib)
}

/** The same picture with unchanged pixels, without any texts and XMP. Throws as `readTexts`. */
export const stripTexts = (bytes: Uint8Array, zlib: Zlib): Uint8Array => chosen(bytes).strip(bytes, zlib)

function chosen(bytes: Uint8Array) {
  const container = containerOf(bytes)
  if (container !== undefined) return container
  throw new AppError('picture.broken', 'Only PNG, JPEG and WebP pictures carry texts.')
}
