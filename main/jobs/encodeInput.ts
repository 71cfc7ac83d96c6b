import { createHash } from 'node:crypto'
import { AppError } from '#shared/errors.ts'
import type { Json, Media } from '#shared/ports/value.ts'
import { isMedia } from '#shared/ports/value.ts'
import type { Assets, Origin, WireValue } from '#shared/services.ts'
import { MOST_BODY_BYTES, planMedia } from './planMedia.ts'

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
    if ('refusal' in travel) throw unsendable(field, travel.refusal)
    if (travel.by === 'address') return travel.address
    size += travel.bytes
    if (size > MOST_BODY_BYTES) throw tooLarge()
    return `data:${media.mime};base64,${Buffer.from(await tools.assets.read(media)).toString('base64')}`
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
