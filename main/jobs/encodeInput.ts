import { createHash } from 'node:crypto'
import { AppError } from '#shared/errors.ts'
import type { Json, Media } from '#shared/ports/value.ts'
import { isMedia } from '#shared/ports/value.ts'
import type { Assets, Origin, WireValue } from '#shared/services.ts'
import { MOST_BODY_BYTES, MOST_PICTURE_BYTES, planMedia } from './planMedia.ts'

/** The exact bytes that a submit sends. */
export interface Body {
  readonly bytes: Uint8Array
  readonly sha256: string
}

export interface EncodeTools {
  readonly assets: Pick<Assets, 'read'> & { originOf?(sha256: string): Origin | undefined }
  /** Whether the engine that is asked can fetch this address as an output of its own. */
  isOwnOutput(address: string): boolean
  readonly now: number
  /** The ways that the person opened for what cannot be sent as it is. */
  readonly carriers?: Carriers | undefined
  readonly signal?: AbortSignal | undefined
  /** Says what was done to a picture on its way. */
  onNote?(words: string): void
}

/** Ways for a picture that is too large for a request, each only where the person opened it. */
export interface Carriers {
  /** A copy of at most `bytes` bytes, or null where there is none that would still be the picture. */
  shrink?(media: Media, bytes: number): Promise<{ readonly bytes: Uint8Array; readonly mime: string } | null>
  /** An address of a copy that the engine can fetch. Rejects with `media.unsendable` or `signal.reason`. */
  share?(media: Media, signal?: AbortSignal): Promise<string>
}

/**
 * An input as the bytes of a submit, each picture as an address or a data URI. Rejects with `media.unsendable` where
 * there is no way to hand one over, `input.invalid` for what JSON cannot say.
 */
export async function encodeInput(
  input: Readonly<Record<string, WireValue>>,
  tools: EncodeTools,
): Promise<Body> {
  let size = 0
  const encodeMedia = async (media: Media, field: string): Promise<string> => {
    const origin = tools.assets.originOf?.(media.sha256)
    const travel = planMedia(media, origin, tools)
    if ('by' in travel && travel.by === 'address') return travel.address
    if ('by' in travel && size + travel.bytes <= MOST_BODY_BYTES) {
      size += travel.bytes
      return dataUri(media.mime, await tools.assets.read(media))
    }
    const carried = await carry(media, field, 'by' in travel || travel.large, tools)
    if (carried === null) throw 'by' in travel ? tooLarge() : unsendable(field, travel.refusal)
    if (carried.startsWith('data:')) size += carried.length
    if (size > MOST_BODY_BYTES) throw tooLarge()
    return carried
  }
  const encode = async (value: WireValue, field: string): Promise<Json> => {
    if (isMedia(value)) return encodeMedia(value, field)
    if (typeof value === 'string' && !value.isWellFormed()) throw invalid(field, 'is not well-formed Unicode')
    if (typeof value === 'number' && !Number.isFinite(value)) throw invalid(field, 'is no finite number')
    if (typeof value !== 'object' || value === null) return value
    if (isWireList(value)) {
      const items: Json[] = []
      // One after the other: two pictures at a time would need twice the memory.
      for (const [index, item] of value.entries()) items.push(await encode(item, `${field}[${index}]`))
      return items
    }
    const entries: [string, Json][] = []
    for (const [key, item] of Object.entries(value))
      entries.push([key, await encode(item, field === '' ? key : `${field}.${key}`)])
    // As entries, a key named __proto__ stays a key.
    return Object.fromEntries(entries)
  }
  const bytes = Buffer.from(JSON.stringify(await encode(input, '')))
  if (bytes.length > MOST_BODY_BYTES) throw tooLarge()
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
}

const dataUri = (mime: string, bytes: Uint8Array): string =>
  `data:${mime};base64,${Buffer.from(bytes).toString('base64')}`

/** What cannot be sent as it is: made smaller or laid into the person's bucket, where they allowed it; else null. */
async function carry(
  media: Media,
  field: string,
  large: boolean,
  { carriers, signal, onNote }: EncodeTools,
): Promise<string | null> {
  const small = large ? await carriers?.shrink?.(media, MOST_PICTURE_BYTES) : null
  if (small) {
    const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1)
    onNote?.(`${field}: sent as ${mebibytes(small.bytes.length)} MiB in place of ${mebibytes(media.bytes)}`)
    return dataUri(small.mime, small.bytes)
  }
  if (carriers?.share === undefined) return null
  onNote?.(`${field}: sharing through your bucket`)
  return carriers.share(media, signal)
}

export const isWireList = (value: object): value is readonly WireValue[] => Array.isArray(value)

const invalid = (field: string, words: string): AppError =>
  new AppError('input.invalid', `${field} ${words}.`, { data: { field } })

const unsendable = (field: string, words: string): AppError =>
  new AppError('media.unsendable', `${field} cannot be handed to the engine: ${words}.`, { data: { field } })

const tooLarge = (): AppError =>
  new AppError(
    'media.unsendable',
    'The pictures of this node together are larger than 64 MiB, the most that the engine takes in one request. Make them smaller, or give the addresses (https) of public copies.',
  )
