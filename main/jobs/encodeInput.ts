import { createHash } from 'node:crypto'
import { maskedImage } from '#shared/endpoint/maskedImage.ts'
import { AppError } from '#shared/errors.ts'
import { factsOf } from '#shared/media/kinds.ts'
import type { Json, Media } from '#shared/ports/value.ts'
import { isMedia } from '#shared/ports/value.ts'
import type { Assets, Origin, Size, WireValue } from '#shared/services.ts'
import { MAX_BODY_BYTES, MAX_PICTURE_BYTES, planMedia } from './planMedia.ts'

/** The exact bytes that a submit sends. */
export interface Body {
  readonly bytes: Uint8Array
  readonly sha256: string
}

/** A picture that is sent in place of an asset. */
export interface SentPicture {
  /** Of the bytes that are sent. */
  readonly media: Media
  /** The asset itself would do: at most metadata was removed. */
  readonly isPlain: boolean
  read(): Promise<Uint8Array>
  /** The same bytes piece by piece, if they need not be in memory. */
  stream?(): AsyncIterable<Uint8Array>
}

/**
 * What is sent in place of an asset: upright, 8-bit sRGB, one frame, no metadata; a mask has one channel, in the size
 * of `fit`. Rejects as the asset store does, or with `picture.broken`.
 */
export type Outgoing = (media: Media, fit: Size | null) => Promise<SentPicture>

export interface EncodeTools {
  readonly assets: Pick<Assets, 'read'> & {
    originOf?(sha256: string): Origin | undefined
    stream?(media: Media): AsyncIterable<Uint8Array>
  }
  readonly outgoing: Outgoing
  /** Whether the target engine can fetch this address as an output of its own. */
  isOwnOutput(address: string): boolean
  readonly now: number
  /** The ways that the user enabled for pictures that cannot be sent as they are. */
  readonly uploads?: Uploads | undefined
  readonly signal?: AbortSignal | undefined
  /** Reports what was done to a picture before sending. */
  onNote?(message: string): void
}

/** Ways to send what is too large for a request, or cannot be sent in one. */
export interface Uploads {
  /**
   * Uploads a file to the engine itself, which is its usual way where it has one. Returns its address. Rejects with
   * `media.unsendable`, `account.*` or `signal.reason`.
   */
  own?(file: SentPicture, signal?: AbortSignal): Promise<string>
  // The others are used only if the user enabled them.
  /** A copy of at most `bytes` bytes, or null if the picture cannot be made that small. */
  shrink?(picture: SentPicture, bytes: number): Promise<SmallerCopy | null>
  /** The address of an uploaded copy that the engine can fetch. Rejects with `media.unsendable` or `signal.reason`. */
  share?(picture: SentPicture, signal?: AbortSignal): Promise<string>
}

export interface SmallerCopy extends Size {
  readonly bytes: Uint8Array
  readonly mime: string
}

/** How a picture is sent, and its size if known. */
interface Sent {
  readonly text: string
  readonly size: Size | null
}

/** An object of the input, and the path of its fields. */
interface Owner {
  readonly value: Readonly<Record<string, WireValue>>
  readonly path: string
}

/**
 * An input as the bytes of a submit, each picture as an address or a data URI. A mask is sent in the size in which its
 * image is sent, see `maskedImage`. Rejects with `media.unsendable` if there is no way to send one, `input.invalid` for
 * values that JSON cannot express.
 */
export async function encodeInput(
  input: Readonly<Record<string, WireValue>>,
  tools: EncodeTools,
): Promise<Body> {
  let size = 0
  const sent = new Map<string, Promise<Sent>>()
  const send = async (media: Media, field: string, owner: Owner): Promise<Sent> => {
    const target = media.media === 'mask' ? imageFor(field, owner) : null
    const fit = target === null ? null : (await sendOnce(target.media, target.field, owner)).size
    const picture = await prepare(media, fit, tools)
    const sizeSent = sizeOf(picture.media)
    if (target !== null && fit !== null) noteScaled(field, sizeOf(media), fit, target.field)
    const origin = picture.isPlain ? tools.assets.originOf?.(media.sha256) : undefined
    const travel = planMedia(picture.media, origin, tools)
    if ('by' in travel && travel.by === 'address') return { text: travel.address, size: sizeSent }
    const uploaded = await uploadOwn(picture, field, 'by' in travel, tools)
    if (uploaded !== null) return { text: uploaded, size: sizeSent }
    if ('by' in travel && size + travel.bytes <= MAX_BODY_BYTES) {
      size += travel.bytes
      return { text: dataUri(picture.media.mime, await picture.read()), size: sizeSent }
    }
    const sentLarge = await sendLarge(picture, field, 'by' in travel || travel.large, fit, tools)
    if (sentLarge === null) throw 'by' in travel ? tooLarge() : unsendable(field, travel.refusal)
    if (sentLarge.text.startsWith('data:')) size += sentLarge.text.length
    if (size > MAX_BODY_BYTES) throw tooLarge()
    return sentLarge
  }
  const sendOnce = (media: Media, field: string, owner: Owner): Promise<Sent> => {
    const earlier = sent.get(field)
    if (earlier !== undefined) return earlier
    const started = send(media, field, owner)
    sent.set(field, started)
    return started
  }
  const noteScaled = (field: string, from: Size | null, to: Size, image: string): void => {
    if (from === null || (from.width === to.width && from.height === to.height)) return
    tools.onNote?.(
      `${field}: scaled from ${from.width} × ${from.height} to ${to.width} × ${to.height}, the size of ${image}`,
    )
  }
  const encode = async (value: WireValue, field: string, owner: Owner): Promise<Json> => {
    if (isMedia(value)) return (await sendOnce(value, field, owner)).text
    if (typeof value === 'string' && !value.isWellFormed()) throw invalid(field, 'is not well-formed Unicode')
    if (typeof value === 'number' && !Number.isFinite(value)) throw invalid(field, 'is no finite number')
    if (typeof value !== 'object' || value === null) return value
    if (isWireList(value)) {
      const items: Json[] = []
      // One after the other: two pictures at a time would need twice the memory.
      for (const [index, item] of value.entries()) items.push(await encode(item, `${field}[${index}]`, owner))
      return items
    }
    return encodeObject({ value, path: field === '' ? '' : `${field}.` })
  }
  const encodeObject = async (owner: Owner): Promise<Json> => {
    const entries: [string, Json][] = []
    for (const [key, item] of Object.entries(owner.value))
      entries.push([key, await encode(item, `${owner.path}${key}`, owner)])
    // As entries, so that a key named __proto__ stays a key.
    return Object.fromEntries(entries)
  }
  const bytes = Buffer.from(JSON.stringify(await encodeObject({ value: input, path: '' })))
  if (bytes.length > MAX_BODY_BYTES) throw tooLarge()
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
}

/** The image that a mask in `field` belongs to: the first of a list. */
function imageFor(field: string, { value, path }: Owner): { media: Media; field: string } | null {
  const images = new Map<string, { media: Media; field: string }>()
  for (const [key, item] of Object.entries(value)) {
    if (isImage(item)) images.set(key, { media: item, field: `${path}${key}` })
    else if (typeof item === 'object' && item !== null && isWireList(item) && isImage(item[0]))
      images.set(key, { media: item[0], field: `${path}${key}[0]` })
  }
  const [mask = ''] = field.slice(path.length).split('[')
  const name = maskedImage(mask, [...images.keys()])
  return name === null ? null : (images.get(name) ?? null)
}

const isImage = (value: WireValue | undefined): value is Media => isMedia(value) && value.media === 'image'

const sizeOf = ({ width, height }: Media): Size | null =>
  width === undefined || height === undefined ? null : { width, height }

const prepare = async (media: Media, fit: Size | null, tools: EncodeTools): Promise<SentPicture> =>
  factsOf[media.media].sentAs === 'picture'
    ? tools.outgoing(media, fit)
    : {
        media,
        isPlain: true,
        read: () => tools.assets.read(media),
        ...(tools.assets.stream && { stream: () => streamOf(media, tools) }),
      }

async function* streamOf(media: Media, { assets }: EncodeTools): AsyncGenerator<Uint8Array> {
  if (assets.stream === undefined) yield await assets.read(media)
  else yield* assets.stream(media)
}

/**
 * Uploads a file to the engine itself, if it has a way. Null if it has none, or that failed and the file can be sent in
 * the request as well.
 */
async function uploadOwn(
  picture: SentPicture,
  field: string,
  fits: boolean,
  { uploads, signal, onNote }: EncodeTools,
): Promise<string | null> {
  if (uploads?.own === undefined) return null
  onNote?.(`${field}: uploading`)
  try {
    return await uploads.own(picture, signal)
  } catch (thrown) {
    if (!fits || !(thrown instanceof AppError) || thrown.code !== 'media.unsendable') throw thrown
    onNote?.(`${field}: could not be uploaded, so it is sent with the request`)
    return null
  }
}

const dataUri = (mime: string, bytes: Uint8Array): string =>
  `data:${mime};base64,${Buffer.from(bytes).toString('base64')}`

/**
 * A picture that cannot be sent as it is: made smaller or uploaded to the user's bucket, if allowed; else null. A mask
 * keeps the size of its image.
 */
async function sendLarge(
  picture: SentPicture,
  field: string,
  large: boolean,
  fit: Size | null,
  { uploads, signal, onNote }: EncodeTools,
): Promise<Sent | null> {
  const small = large ? await uploads?.shrink?.(picture, MAX_PICTURE_BYTES) : null
  if (small && (fit === null || (small.width === fit.width && small.height === fit.height))) {
    const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1)
    onNote?.(
      `${field}: sent as ${mebibytes(small.bytes.length)} MiB in place of ${mebibytes(picture.media.bytes)}`,
    )
    return { text: dataUri(small.mime, small.bytes), size: { width: small.width, height: small.height } }
  }
  if (uploads?.share === undefined) return null
  onNote?.(`${field}: sharing through your bucket`)
  return { text: await uploads.share(picture, signal), size: sizeOf(picture.media) }
}

export const isWireList = (value: object): value is readonly WireValue[] => Array.isArray(value)

const invalid = (field: string, message: string): AppError =>
  new AppError('input.invalid', `${field} ${message}.`, { data: { field } })

const unsendable = (field: string, message: string): AppError =>
  new AppError('media.unsendable', `${field} cannot be handed to the engine: ${message}.`, {
    data: { field },
  })

const tooLarge = (): AppError =>
  new AppError(
    'media.unsendable',
    'The pictures of this node together are larger than 64 MiB, the most that the engine takes in one request. Make them smaller, or give the addresses (https) of public copies.',
  )
