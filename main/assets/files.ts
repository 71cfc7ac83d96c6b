import { lstat, mkdir, readFile, realpath } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { safeName } from '#nodes/local/naming/safeName.ts'
import { AppError } from '#shared/errors.ts'
import type { EmbeddedText } from '#shared/picture/embeddedText.ts'
import { dropMetadata } from '#shared/picture/dropMetadata.ts'
import { stripTexts, writeTexts } from '#shared/picture/pictureTexts.ts'
import type { Media } from '#shared/ports/value.ts'
import type { Assets, Files, SaveRequest } from '#shared/services.ts'
import { sha256Of } from './assetFolder.ts'
import { zlib } from '../platform/zlib.ts'
import { bytesOf } from '../platform/bytesOf.ts'
import { decode, encodePng, readHeader } from './codec.ts'
import { systemCode, unwritable, whateverOfFile } from '../platform/fileError.ts'
import { brokenPicture } from './probePicture.ts'
import { writeNew } from '../platform/writeNew.ts'

export interface SavedFile {
  readonly path: string
  /** Of the bytes of the file. */
  readonly sha256: string
}

/** What was saved before, across runs and restarts. */
export interface SavedFiles {
  find(key: string): SavedFile | undefined
  save(key: string, file: SavedFile): void
}

/** How texts come into a picture, and out of it: see `shared/picture`. */
export interface Texts {
  writeTexts(bytes: Uint8Array, texts: readonly EmbeddedText[]): Uint8Array | Promise<Uint8Array>
  stripTexts(bytes: Uint8Array): Uint8Array | Promise<Uint8Array>
}

const texts: Texts = {
  writeTexts: (bytes, texts) => writeTexts(bytes, texts, zlib),
  stripTexts: (bytes) => stripTexts(bytes, zlib),
}

export interface FilesOptions {
  /** The folder of the run's pictures; made when the first is saved. */
  readonly out: string
  readonly assets: Pick<Assets, 'read'>
  /** What a file carries that tells of a run. Throws as the library does. */
  readonly saved: SavedFiles
  /** On this thread, unless told: deflating a large workflow takes seconds. */
  readonly put?: Texts
  readonly textsFor: (
    media: Media,
    of: NonNullable<SaveRequest['carry']>,
  ) => readonly EmbeddedText[] | Promise<readonly EmbeddedText[]>
}

const endings = { png: 'png', jpeg: 'jpg', webp: 'webp' } as const

/**
 * Files below one folder. Their names are made safe before they come here; a name that is not is refused. Saving rejects
 * with `file.refused`, `file.unwritable` or what reading the asset rejects with.
 */
export function createFiles({ out, assets, saved, textsFor, put = texts }: FilesOptions): Files {
  const root = resolve(out)
  return {
    async save(media, request) {
      const steps = request.folder === '' ? [] : request.folder.split('/')
      for (const name of [...steps, request.name]) checkName(name)
      const key = await keyOf(root, media, request)
      const before = await stillThere(saved.find(key))
      if (before !== null) return before
      const texts = request.carry === null ? null : await textsFor(media, request.carry)
      const bytes = await dress(await convert(await assets.read(media), media, request), texts, put)
      const folder = join(root, ...steps)
      try {
        await openFolder(root, steps)
        const path = await writeNew(folder, request.name, endings[request.format], bytes)
        saved.save(key, { path, sha256: await sha256Of(bytes) })
        return path
      } catch (thrown) {
        throw unwritable(join(folder, `${request.name}.${endings[request.format]}`), thrown)
      }
    },
  }
}

/** What is saved alike: the same picture, dressed the same, under the same pattern of a name in the same folder. */
const keyOf = (
  root: string,
  { sha256 }: Media,
  { pattern, format, quality, lossless, carry, keepMetadata }: SaveRequest,
): Promise<string> => {
  const loss = format === 'png' ? 0 : format === 'webp' && lossless ? 'lossless' : quality
  const parts = [root, sha256, pattern, format, loss, carry !== null]
  // Only where it is on, so that what was saved before there was a choice is found again.
  return sha256Of(new TextEncoder().encode(JSON.stringify(keepMetadata ? [...parts, 'metadata'] : parts)))
}

/** The path of a file that is still what was saved there, or null. */
async function stillThere(earlier: SavedFile | undefined): Promise<string | null> {
  if (earlier === undefined) return null
  const bytes = await readFile(earlier.path).catch(whateverOfFile(null))
  return bytes !== null && (await sha256Of(bytes)) === earlier.sha256 ? earlier.path : null
}

function checkName(name: string): void {
  if (name !== '' && safeName(name, '') === name) return
  throw new AppError('file.refused', `${JSON.stringify(name)} is no safe name for a file or folder.`)
}

/** Makes the folders below `root`, one by one, and none through a link. */
async function openFolder(root: string, steps: readonly string[]): Promise<void> {
  await mkdir(root, { recursive: true })
  // The person chose the root: links on the way to it are the person's own.
  let folder = await realpath(root)
  for (const step of steps) {
    folder = join(folder, step)
    await mkdir(folder).catch((thrown: unknown) => {
      if (systemCode(thrown) !== 'EEXIST') throw thrown
    })
    if ((await lstat(folder)).isSymbolicLink())
      throw new AppError('file.refused', `${folder} is a link: nothing is saved through it.`, {
        data: { path: folder },
      })
  }
}

/** The same pixels with these texts, or with none. What no container can be read of, though it decodes, is made again. */
async function dress(
  picture: Uint8Array,
  texts: readonly EmbeddedText[] | null,
  { writeTexts, stripTexts }: Texts,
): Promise<Uint8Array> {
  const dressed = async (bytes: Uint8Array): Promise<Uint8Array> =>
    texts === null ? stripTexts(bytes) : writeTexts(bytes, texts)
  try {
    return await dressed(picture)
  } catch {
    return dressed(await encodePng(await decode(picture)))
  }
}

const mimes = { png: 'image/png', jpeg: 'image/jpeg', webp: 'image/webp' } as const

/** The picture in the format asked for, without metadata, or with the EXIF of its source. */
async function convert(
  bytes: Uint8Array,
  media: Media,
  { format, quality, lossless, keepMetadata }: SaveRequest,
): Promise<Uint8Array> {
  try {
    const same = media.mime === mimes[format] ? await unchanged(bytes, keepMetadata) : null
    if (same !== null) return same
    const source = await decode(bytes)
    const picture = keepMetadata ? source.keepExif() : source
    if (format === 'png') return await encodePng(picture)
    if (format === 'webp')
      return bytesOf(await picture.webp(lossless ? { lossless, exact: true } : { quality }).toBuffer())
    // Colour at half the resolution shows in high quality alone, where whoever asks for it looks.
    const chromaSubsampling = quality >= 90 ? '4:4:4' : '4:2:0'
    const jpeg = picture.flatten({ background: '#ffffff' }).jpeg({ quality, chromaSubsampling })
    return bytesOf(await jpeg.toBuffer())
  } catch (thrown) {
    throw brokenPicture(`the asset ${media.sha256}`, thrown)
  }
}

/**
 * A picture whose pixels are not touched, so that nothing is lost in encoding it again. Null where that has to be: its container cannot
 * be read, it is an animation as WebP, or only metadata that is to go says which side is up.
 */
async function unchanged(bytes: Uint8Array, keepMetadata: boolean): Promise<Uint8Array | null> {
  const bare = dropMetadata(bytes)
  if (bare === null || keepMetadata) return bare && bytes
  const { orientation = 1 } = await readHeader(bytes)
  return orientation > 1 ? null : bare
}
