import { factsOf } from '#shared/media/kinds.ts'
import type { Media } from '#shared/ports/value.ts'
import type { Origin } from '#shared/services.ts'

/** How a media value is sent to the engine. */
export type Travel =
  | { readonly by: 'address'; readonly address: string }
  /** `bytes` is the length of the data URI. */
  | { readonly by: 'data'; readonly bytes: number }
  /** `large` if fewer bytes would help. */
  | { readonly refusal: string; readonly large: boolean }

const MIB = 2 ** 20
export const MAX_PICTURE_BYTES = 6 * MIB
const MAX_PIXELS = 32_000_000
export const MAX_BODY_BYTES = 64 * MIB

/**
 * How long an output's address is assumed to be valid, in milliseconds. The engine documents no time; outputs disappear
 * gradually.
 */
const ADDRESS_LIFE = 15 * 60_000

const sendable = ['image/png', 'image/jpeg', 'image/webp']
const ways =
  'Make it smaller (a Resize node, or keep it as JPEG or WebP), allow smaller copies or set a bucket of your own in the settings, or give the address (https) of a public copy instead'

export interface Way {
  readonly now: number
  isOwnOutput(address: string): boolean
}

/**
 * The live address of an earlier output of the same engine as it is; else a data URI within the limits of RunComfy's own
 * nodes: 6 MiB and 32 megapixels; else the reason, and the ways out.
 */
export function planMedia(media: Media, origin: Origin | undefined, { now, isOwnOutput }: Way): Travel {
  if (origin?.from === 'job') {
    const age = now - origin.at
    if (age >= 0 && age < ADDRESS_LIFE && isOwnOutput(origin.url))
      return { by: 'address', address: origin.url }
  }
  const { mime, bytes, width = 0, height = 0 } = media
  if (factsOf[media.media].sentAs === 'file') {
    return {
      refusal: `a ${factsOf[media.media].noun} can only be sent by its address. Set a bucket of your own in the settings, or give the address (https) of a public copy`,
      large: false,
    }
  }
  if (!sendable.includes(mime))
    return { refusal: `it is ${mime}, and only PNG, JPEG and WebP can be sent`, large: true }
  if (bytes > MAX_PICTURE_BYTES) {
    return { refusal: `it has ${(bytes / MIB).toFixed(1)} MiB, and 6 is the most. ${ways}`, large: true }
  }
  if (width * height > MAX_PIXELS) {
    return { refusal: `it has ${width} × ${height} pixels, and 32 million is the most. ${ways}`, large: true }
  }
  return { by: 'data', bytes: `data:${mime};base64,`.length + 4 * Math.ceil(bytes / 3) }
}
