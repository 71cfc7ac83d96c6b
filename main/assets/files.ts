import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { lstat, mkdir, realpath } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { safeName } from '#nodes/local/naming/safeName.ts'
import { AppError } from '#shared/errors.ts'
import { savedEnding } from '#shared/media/savedEnding.ts'
import type { EmbeddedText } from '#shared/picture/embeddedText.ts'
import { dropMetadata } from '#shared/picture/dropMetadata.ts'
import { stripTexts, writeTexts } from '#shared/picture/pictureTexts.ts'
import type { Media } from '#shared/ports/value.ts'
import type { Files, SaveNames, SaveRequest } from '#shared/services.ts'
import type { AssetStore } from './assets.ts'
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

/** The files saved before, across runs and restarts. */
export interface SavedFiles {
  find(key: string): SavedFile | undefined
  save(key: string, file: SavedFile): void
}

/** Embeds texts in a picture, and strips them: see `shared/picture`. */
export interface Texts {
  writeTexts(bytes: Uint8Array, texts: readonly EmbeddedText[]): Uint8Array | Promise<Uint8Array>
  stripTexts(bytes: Uint8Array): Uint8Array | Promise<Uint8Array>
}

const texts: Texts = {
  writeTexts: (bytes, texts) => writeTexts(bytes, texts, zlib),
  stripTexts: (bytes) => stripTexts(bytes, zlib),
}

export interface FilesOptions {
  /** The folder of what the run saves; created when the first one is saved. */
  readonly out: string
  readonly assets: Pick<AssetStore, 'read' | 'stream'>
  /** The texts with a run's provenance that a file embeds. Throws as the library does. */
  readonly saved: SavedFiles
  /** On this thread by default: deflating a large workflow takes seconds. */
  readonly put?: Texts
  readonly textsFor: (
    media: Media,
    of: NonNullable<SaveRequest['provenance']>,
  ) => readonly EmbeddedText[] | Promise<readonly EmbeddedText[]>
}

const endings = { png: 'png', jpeg: 'jpg', webp: 'webp' } as const

/**
 * Files below one folder. Their names were made safe before; an unsafe name is refused. Saving rejects with
 * `file.refused`, `file.unwritable` or the error of reading the asset.
 */
export function createFiles({ out, assets, saved, textsFor, put = texts }: FilesOptions): Files {
  const root = resolve(out)
  /** Saves `content` under a name, unless it was saved as `key` before and is unchanged. */
  const saveOnce = async (
    key: string,
    names: SaveNames,
    ending: string,
    content: () => Promise<FileContent>,
  ) => {
    const steps = names.folder === '' ? [] : names.folder.split('/')
    for (const name of [...steps, names.name]) checkName(name)
    const before = await stillThere(saved.find(key))
    if (before !== null) return before
    const { bytes, sha256 } = await content()
    const folder = join(root, ...steps)
    try {
      await openFolder(root, steps)
      const path = await writeNew(folder, names.name, ending, bytes)
      saved.save(key, { path, sha256 })
      return path
    } catch (thrown) {
      throw unwritable(join(folder, `${names.name}.${ending}`), thrown)
    }
  }
  return {
    save: async (media, request) =>
      saveOnce(await keyOf(root, media, request), request, endings[request.format], async () => {
        const texts = request.provenance === null ? null : await textsFor(media, request.provenance)
        const bytes = await dress(await convert(await assets.read(media), media, request), texts, put)
        return { bytes, sha256: await sha256Of(bytes) }
      }),
    copy: async (media, names) =>
      saveOnce(await keyOfCopy(root, media, names), names, savedEnding(media), async () => ({
        bytes: assets.stream(media),
        sha256: media.sha256,
      })),
  }
}

interface FileContent {
  readonly bytes: Uint8Array | AsyncIterable<Uint8Array>
  readonly sha256: string
}

const keyOfCopy = (root: string, { sha256 }: Media, { pattern }: SaveNames): Promise<string> =>
  sha256Of(new TextEncoder().encode(JSON.stringify([root, sha256, pattern, 'copy'])))

/**
 * The identity of a saved file: the same picture with the same options, under the same name pattern in the same folder.
 */
const keyOf = (
  root: string,
  { sha256 }: Media,
  { pattern, format, quality, lossless, provenance, keepMetadata }: SaveRequest,
): Promise<string> => {
  const loss = format === 'png' ? 0 : format === 'webp' && lossless ? 'lossless' : quality
  const parts = [root, sha256, pattern, format, loss, provenance !== null]
  // Only if it is on, so that files saved before the option existed are found again.
  return sha256Of(new TextEncoder().encode(JSON.stringify(keepMetadata ? [...parts, 'metadata'] : parts)))
}

/** The path of a file that is unchanged since it was saved, or null. */
async function stillThere(earlier: SavedFile | undefined): Promise<string | null> {
  if (earlier === undefined) return null
  const sha256 = await hashOf(earlier.path).catch(whateverOfFile(null))
  return sha256 === earlier.sha256 ? earlier.path : null
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  // The cast: without an encoding, the stream gives buffers.
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) hash.update(piece)
  return hash.digest('hex')
}

function checkName(name: string): void {
  if (name !== '' && safeName(name, '') === name) return
  throw new AppError('file.refused', `${JSON.stringify(name)} is not a safe name for a file or folder.`)
}

/** Creates the folders below `root`, one by one, and none through a link. */
async function openFolder(root: string, steps: readonly string[]): Promise<void> {
  await mkdir(root, { recursive: true })
  // The user chose the root: links on the way to it are intended.
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

/**
 * The same pixels with these texts, or with none. A picture whose container cannot be read, although it decodes, is
 * encoded again.
 */
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

/** The picture in the requested format, without metadata, or with the EXIF of its source. */
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
    // Half resolution for colour is only visible at high quality, where users look closely.
    const chromaSubsampling = quality >= 90 ? '4:4:4' : '4:2:0'
    const jpeg = picture.flatten({ background: '#ffffff' }).jpeg({ quality, chromaSubsampling })
    return bytesOf(await jpeg.toBuffer())
  } catch (thrown) {
    throw brokenPicture(`the asset ${media.sha256}`, thrown)
  }
}

/**
 * A picture with unchanged pixels, so that nothing is lost by encoding it again. Null if that is necessary: its
 * container cannot be read, it is an animated WebP, or only metadata that must be removed has its orientation.
 */
async function unchanged(bytes: Uint8Array, keepMetadata: boolean): Promise<Uint8Array | null> {
  const bare = dropMetadata(bytes)
  if (bare === null || keepMetadata) return bare && bytes
  const { orientation = 1 } = await readHeader(bytes)
  return orientation > 1 ? null : bare
}
