import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '#shared/errors.ts'
import type { MediaFormat } from '#shared/media/formats.ts'
import { endings } from '#shared/media/formats.ts'
import { factsOf, isPicture, kindsOfEnding, mimeOf, storedEnding } from '#shared/media/kinds.ts'
import type { Media, MediaKind } from '#shared/ports/value.ts'
import type { Assets, Content, FileDetails, Origin, ReceivedFile, Size } from '#shared/services.ts'
import { headOf } from '#shared/services.ts'
import type { DiskRoom } from '../platform/diskRoom.ts'
import type { AssetFolder } from './assetFolder.ts'
import { createAssetFolder } from './assetFolder.ts'
import { checkFormat, wholeOf } from './checkFormat.ts'
import { readDataUri, startOf } from './dataUri.ts'
import type { Origins } from './origins.ts'
import { createOrigins, describeOrigin } from './origins.ts'
import type { Probe } from './probeMedia.ts'
import { probePicture } from './probePicture.ts'
import { recallAsset } from './recallAsset.ts'
import type { ReceiveLimits } from './receiveFile.ts'
import { readWorkflowFile, streamWorkflowFile } from './workflowFile.ts'

/** The asset store of a library, with what only its host may ask. */
export interface AssetStore extends Assets, Pick<AssetFolder, 'part' | 'removeParts'> {
  /** Receives a file that may become an asset. Rejects with `picture.large`, `file.unwritable`, or as `pieces` does. */
  receive(pieces: AsyncIterable<Uint8Array>, limits?: ReceiveLimits): Promise<ReceivedFile>
  /** Has a file written that may become an asset. Rejects with `file.unwritable`, or as `fill` does. */
  fill(fill: (file: FileHandle) => Promise<void>): Promise<ReceivedFile>
  /** The bytes of an asset, piece by piece. Throws as `read` does: changed bytes are noticed at their end. */
  stream(media: Media): AsyncIterable<Uint8Array>
  /** Stores a PNG that our own codec has made of this size, without decoding it. Rejects with `file.unwritable`. */
  savePng(bytes: Uint8Array, kind: 'image' | 'mask', size: Size, origin: Origin): Promise<Media>
  /** The kinds that the file of an asset can be of, likely first; empty if there is none. */
  kindsOf(sha256: string): readonly MediaKind[]
  /** Whether the file of an asset exists. Its bytes are verified only when they are read. */
  has(media: Media): boolean
  originOf(sha256: string): Origin | undefined
  /** The path of an asset's file. */
  pathOf(media: Media): string
}

/**
 * Fetches a public address, into a file by `receive` if it can. Rejects with `egress.refused` and any error of the
 * download.
 */
export type AssetDownload = (url: string, receive: AssetStore['receive']) => Promise<Content>

export interface AssetsOptions {
  /** The folder of the library; assets are below `assets` in it. */
  readonly home: string
  /** The folder that `{ file }` is relative to, and must be inside of. */
  readonly workflowFolder: string
  readonly download: AssetDownload
  /** Files that the user has named, by absolute path: they may be anywhere. None by default. */
  readonly trusted?: (path: string) => boolean
  readonly origins?: Origins
  /** The room on the disk of the library; not looked at by default. */
  readonly room?: DiskRoom
  /** What the file of a film or sound says about itself. Never rejects. Nothing by default. */
  readonly probe?: Probe
}

const noProbe: Probe = () => Promise.resolve({})

export function createAssets(options: AssetsOptions): AssetStore {
  const { home, origins = createOrigins(), probe = noProbe } = options
  const folder = createAssetFolder(join(home, 'assets'), options.room)
  const save = createSave(folder, origins)

  const put: Assets['put'] = async (content, kind, origin, details = {}) => {
    if (kind === 'file') return saveFile(content, origin, details)
    const name = describeOrigin(origin)
    const { format, mime } = checkFormat(headOf(content), kind, name)
    if (isPicture(kind)) {
      const size = await probePicture(await wholeOf(content, name), name)
      return save(content, { media: kind, mime, ...size }, format, origin)
    }
    const guessed = details.isGuess === true ? mimeOf(format, 'audio') : undefined
    if (kind === 'video' && guessed !== undefined)
      return putGuess(content, { format, mime, sound: guessed }, origin)
    const media = await save(content, { media: kind, mime, ...named(kind, details) }, format, origin)
    const { kind: _, ...measures } = await probe(folder.pathOf(media.sha256, endingFor(media)), kind)
    return { ...media, ...measures }
  }

  /** A video, or audio if it has no picture: its tracks are looked at before it has its place. */
  const putGuess = async (
    content: Content,
    { format, mime, sound }: { readonly format: MediaFormat; readonly mime: string; readonly sound: string },
    origin: Origin,
  ): Promise<Media> => {
    const file = content instanceof Uint8Array ? await folder.receive(onePiece(content)) : content
    const { kind = 'video', ...measures } = await probe(file.path, 'video')
    try {
      const media = await save(file, { media: kind, mime: kind === 'audio' ? sound : mime }, format, origin)
      return { ...media, ...measures }
    } catch (thrown) {
      if (file !== content) await file.discard()
      throw thrown
    }
  }

  /** Bytes of any format: their declared type is recorded, and they are not parsed. */
  const saveFile = async (content: Content, origin: Origin, details: FileDetails): Promise<Media> => {
    const { mime } = details
    const declaredMime =
      mime === undefined || mime === '' ? 'application/octet-stream' : mime.slice(0, MAX_LABEL_LENGTH)
    return save(content, { media: 'file', mime: declaredMime, ...named('file', details) }, 'bin', origin)
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
    receive: folder.receive,
    part: folder.part,
    removeParts: folder.removeParts,
    fill: folder.fill,
    resolve: createResolve(folder, put, options),
    stream: (media) => folder.stream(media.sha256, endingFor(media)),
    savePng: async (bytes, kind, { width, height }, origin) =>
      save(bytes, { media: kind, mime: 'image/png', width, height }, 'png', origin),
    read: async (media) => folder.read(media.sha256, endingFor(media)),
    kindsOf(sha256) {
      const ending = endings.find((one) => folder.has(sha256, one))
      return ending === undefined ? [] : kindsOfEnding(ending)
    },
    has: (media) => folder.has(media.sha256, endingFor(media)),
    originOf: origins.get,
    pathOf: (media) => folder.pathOf(media.sha256, endingFor(media)),
  }
}

/** Stores bytes of a known format. */
function createSave(folder: AssetFolder, origins: Origins) {
  /** Resolves with the asset, once its bytes and then its origin are stored. */
  return async (
    content: Content,
    media: Omit<Media, 'sha256' | 'bytes'>,
    format: MediaFormat,
    origin: Origin,
  ): Promise<Media> => {
    const ending = storedEnding(format, media.media)
    if (content instanceof Uint8Array) {
      const sha256 = await folder.save(content, ending)
      origins.set(sha256, origin)
      return { ...media, sha256, bytes: content.length }
    }
    // Earlier versions stored sounds like films: the file stays where it is.
    const earlier =
      media.media === 'audio' ? folder.endingOf({ ...media, sha256: content.sha256 }) : undefined
    await folder.adopt(content, earlier ?? ending)
    origins.set(content.sha256, origin)
    return { ...media, sha256: content.sha256, bytes: content.size }
  }
}

/** How the media are found that literals name. */
function createResolve(
  folder: AssetFolder,
  put: Assets['put'],
  { workflowFolder, download, trusted = () => false, probe = noProbe }: AssetsOptions,
): Assets['resolve'] {
  /** What was received and is not put does not stay. */
  const putOrDiscard = async (content: Content, kind: MediaKind, origin: Origin): Promise<Media> => {
    try {
      const media = await put(content, kind, origin, { isGuess: true })
      if (media.media === kind) return media
      throw new AppError(
        'picture.broken',
        `${describeOrigin(origin)} is no ${factsOf[kind].noun} that can be used: it has only sound.`,
      )
    } catch (thrown) {
      if (!(content instanceof Uint8Array)) await content.discard()
      throw thrown
    }
  }

  return async (literal, kind) => {
    if (typeof literal === 'string') {
      return /^data:/i.test(literal)
        ? put(readDataUri(literal), kind, { from: 'file', name: startOf(literal) })
        : putOrDiscard(await download(literal, folder.receive), kind, { from: 'address', url: literal })
    }
    if ('asset' in literal) return recallAsset(folder, literal.asset, kind, probe)
    const from = { from: 'file', name: literal.file } as const
    const within = { folder: workflowFolder, trusted }
    if (isPicture(kind)) return put(await readWorkflowFile(literal.file, within), kind, from)
    const pieces = streamWorkflowFile(literal.file, within)
    return putOrDiscard(await folder.receive(pieces, { name: literal.file }), kind, from)
  }
}

/** The name of a file that nothing here can look into: it is all that describes it. */
const named = (kind: MediaKind, { name = '' }: FileDetails): { readonly name?: string } =>
  factsOf[kind].reader !== null || name === '' ? {} : { name: name.slice(0, MAX_LABEL_LENGTH) }

/** The maximum length of a name and of a type from an untrusted server, in characters. */
const MAX_LABEL_LENGTH = 200

async function* onePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
