import { createHash } from 'node:crypto'
import { maskedImage } from '#shared/endpoint/maskedImage.ts'
import { AppError } from '#shared/errors.ts'
import type { Json, Media } from '#shared/ports/value.ts'
import { isMedia } from '#shared/ports/value.ts'
import type { Size, WireValue } from '#shared/services.ts'
import type { EncodeTools, Sent } from './sendMedia.ts'
import { checkFiles } from './checkFiles.ts'
import { createMediaSender, sizeOf } from './sendMedia.ts'

/** The exact bytes that a submit sends. */
export interface Body {
  readonly bytes: Uint8Array
  readonly sha256: string
}

/** An object of the input, and the path of its fields. */
interface Owner {
  readonly value: Readonly<Record<string, WireValue>>
  readonly path: string
}

/**
 * An input as the bytes of a submit, each file as an address or a data URI within the limits of the engine. A mask is sent in the size in which its
 * image is sent, see `maskedImage`. Rejects with `media.unsendable` if there is no way to send one, `input.invalid` for
 * values that JSON cannot express.
 */
export async function encodeInput(
  input: Readonly<Record<string, WireValue>>,
  tools: EncodeTools,
): Promise<Body> {
  checkFiles(input, tools)
  const sender = createMediaSender(tools)
  const sent = new Map<string, Promise<Sent>>()
  const send = async (media: Media, field: string, owner: Owner): Promise<Sent> => {
    const target = media.media === 'mask' ? imageFor(field, owner) : null
    const fit = target === null ? null : (await sendOnce(target.media, target.field, owner)).size
    if (target !== null && fit !== null) noteScaled(field, sizeOf(media), fit, target.field)
    return sender.send(media, field, fit)
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
  sender.checkBody(bytes)
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

export const isWireList = (value: object): value is readonly WireValue[] => Array.isArray(value)

const invalid = (field: string, message: string): AppError =>
  new AppError('input.invalid', `${field} ${message}.`, { data: { field } })
