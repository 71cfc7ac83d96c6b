import { join } from 'node:path'
import { AppError } from '#shared/errors.ts'
import type { MediaFormat } from '#shared/media/formats.ts'
import { endingOf, endings, sniffFormat } from '#shared/media/formats.ts'
import { factsOf, isPicture, mimeOf, mimeOfEnding } from '#shared/media/kinds.ts'
import { describeUnknownFormat } from '#shared/media/unknownFormat.ts'
import type { Media, MediaKind, MediaLiteral } from '#shared/ports/value.ts'
import type { Assets, FileDetails, Origin, Size } from '#shared/services.ts'
import { createAssetFolder } from './assetFolder.ts'
import { headOf, readDataUri } from './dataUri.ts'
import type { Origins } from './origins.ts'
import { createOrigins, describeOrigin } from './origins.ts'
import { measurePicture, probePicture } from './probePicture.ts'
import { readWorkflowFile } from './workflowFile.ts'

/** The asset store of a library, with what only its host may ask. */
export interface AssetStore extends Assets {
  /** Stores a PNG that our own codec has made of this size, without decoding it. Rejects with `file.unwritable`. */
  savePng(bytes: Uint8Array, kind: 'image' | 'mask', size: Size, origin: Origin): Promise<Media>
  /** Whether the file of an asset exists. Its bytes are verified only when they are read. */
  has(media: Media): boolean
  originOf(sha256: string): Origin | undefined
  /** The path of an asset's file. */
  pathOf(media: Media): string
}

export interface AssetsOptions {
  /** The folder of the library; assets are below `assets` in it. */
  readonly home: string
  /** The folder that `{ file }` is relative to, and must be inside of. */
  readonly workflowFolder: string
  /** Fetches a public address. Rejects with `egress.refused` and any error of the download. */
  readonly download: (url: string) => Promise<Uint8Array>
  /** Files that the user has named, by absolute path: they may be anywhere. None by default. */
  readonly trusted?: (path: string) => boolean
  readonly origins?: Origins
}

export function createAssets(options: AssetsOptions): AssetStore {
  const { home, workflowFolder, download, trusted = () => false, origins = createOrigins() } = options
  const folder = createAssetFolder(join(home, 'assets'))

  const put: Assets['put'] = async (bytes, kind, origin, details = {}) => {
    if (kind === 'file') return saveFile(bytes, origin, details)
    const name = describeOrigin(origin)
    const { format, mime } = checkFormat(bytes, kind, name)
    const size = isPicture(kind) ? await probePicture(bytes, name) : {}
    return save(bytes, { media: kind, mime, ...size, ...named(kind, details) }, format, origin)
  }

  const save = async (
    bytes: Uint8Array,
    media: Omit<Media, 'sha256' | 'bytes'>,
    format: MediaFormat,
    origin: Origin,
  ): Promise<Media> => {
    const sha256 = await folder.save(bytes, endingOf(format))
    origins.set(sha256, origin)
    return { ...media, sha256, bytes: bytes.length }
  }

  /** Bytes of any format: their declared type is recorded, and they are not parsed. */
  const saveFile = async (bytes: Uint8Array, origin: Origin, details: FileDetails): Promise<Media> => {
    const { mime } = details
    const declaredMime =
      mime === undefined || mime === '' ? 'application/octet-stream' : mime.slice(0, MAX_LABEL_LENGTH)
    return save(bytes, { media: 'file', mime: declaredMime, ...named('file', details) }, 'bin', origin)
  }

  const recall = async (sha256: string, kind: MediaKind): Promise<Media> => {
    const ending = endings.find((one) => folder.has(sha256, one))
    if (ending === undefined)
      throw new AppError('file.unreadable', `The library has no asset ${sha256}.`, {
        data: { asset: sha256 },
      })
    const bytes = await folder.read(sha256, ending)
    if (kind === 'file') return { media: kind, mime: mimeOfEnding(ending) ?? '', sha256, bytes: bytes.length }
    const { mime } = checkFormat(bytes, kind, `the asset ${sha256}`)
    const size = isPicture(kind) ? await measurePicture(bytes, `the asset ${sha256}`) : {}
    return { media: kind, mime, ...size, sha256, bytes: bytes.length }
  }

  const resolve = async (literal: MediaLiteral, kind: MediaKind): Promise<Media> => {
    if (typeof literal === 'string') {
      return /^data:/i.test(literal)
        ? put(readDataUri(literal), kind, { from: 'file', name: headOf(literal) })
        : put(await download(literal), kind, { from: 'address', url: literal })
    }
    if ('asset' in literal) return recall(literal.asset, kind)
    const bytes = await readWorkflowFile(literal.file, { folder: workflowFolder, trusted })
    return put(bytes, kind, { from: 'file', name: literal.file })
  }

  const endingFor = (media: Media): string => {
    const ending = folder.endingOf(media)
    if (ending !== undefined) return ending
    throw new AppError(
      'file.unreadable',
      `The asset ${media.sha256} has a type that is not supported: ${JSON.stringify(media.mime)}.`,
    )
  }

  return {
    put,
    resolve,
    savePng: async (bytes, kind, { width, height }, origin) =>
      save(bytes, { media: kind, mime: 'image/png', width, height }, 'png', origin),
    read: async (media) => folder.read(media.sha256, endingFor(media)),
    has: (media) => folder.has(media.sha256, endingFor(media)),
    originOf: origins.get,
    pathOf: (media) => folder.pathOf(media.sha256, endingFor(media)),
  }
}

/** The name of a file that nothing here can look into: it is all that describes it. */
const named = (kind: MediaKind, { name = '' }: FileDetails): { readonly name?: string } =>
  factsOf[kind].reader !== null || name === '' ? {} : { name: name.slice(0, MAX_LABEL_LENGTH) }

/** The maximum length of a name and of a type from an untrusted server, in characters. */
const MAX_LABEL_LENGTH = 200

/**
 * The actual format of bytes, if it is one of the kind. Throws `picture.broken` with a message that names what they
 * are.
 */
function checkFormat(
  bytes: Uint8Array,
  kind: MediaKind,
  name: string,
): { format: MediaFormat; mime: string } {
  const format = sniffFormat(bytes)
  const mime = format === null ? undefined : mimeOf(format, kind)
  if (format !== null && mime !== undefined) return { format, mime }
  const why = format === null ? describeUnknownFormat(bytes) : `it is of the format ${format.toUpperCase()}`
  const details = isPicture(kind) ? ' Pictures are PNG, JPEG, WebP, AVIF or GIF.' : ''
  throw new AppError(
    'picture.broken',
    `${name} is no ${factsOf[kind].noun} that can be used: ${why}.${details}`,
  )
}
