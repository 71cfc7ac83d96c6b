import { factsOf } from '#shared/media/kinds.ts'
import type { Media } from '#shared/ports/value.ts'
import type { Origin } from '#shared/services.ts'
import type { InlineLimits, MediaTarget } from './mediaLimits.ts'
import { compareSizes } from './mediaLimits.ts'

/** One way of a media value to an engine. */
export type Way =
  /** It has it already. */
  | { readonly by: 'address'; readonly address: string }
  /** An upload to the engine itself. */
  | { readonly by: 'upload' }
  /** In the request. `bytes` is the length of the data URI. */
  | { readonly by: 'request'; readonly bytes: number }
  /** In the request as a copy within `limits`. */
  | { readonly by: 'smaller copy'; readonly limits: InlineLimits }
  /** Through the user's bucket. */
  | { readonly by: 'bucket' }

/** The ways of a media value to an engine, the first to be tried first. */
export interface MediaPlan {
  readonly ways: readonly Way[]
  /** Why it cannot be sent in the request as it is, with the ways out; null if it can. */
  readonly refusal: string | null
  /** It could be sent as a smaller copy if the user allowed that. Absent if not, and if it can be sent as it is. */
  readonly needsSmallerCopies?: true
}

export interface MediaRoute extends MediaTarget {
  /** Wall-clock milliseconds since 1970. */
  readonly now: number
  isOwnOutput(address: string): boolean
  /** The ways that exist and that the user enabled. */
  readonly has: { readonly upload: boolean; readonly smallerCopies: boolean; readonly bucket: boolean }
}

/**
 * How a file gets to an engine, by the limits that the engine declares: by the live address of one of its own outputs;
 * by an upload to it; a picture in the request, as a smaller copy in the request, or through the bucket; another file
 * through the bucket, or in the request.
 */
export function planMedia(media: Media, origin: Origin | undefined, route: MediaRoute): MediaPlan {
  const { has, limits } = route
  const own = ownAddress(origin, route)
  if (own !== null) return { ways: [{ by: 'address', address: own }], refusal: null }
  const inline = limits.inline[media.media]
  const refusal = checkInline(media, inline, route)
  const uploads = has.upload && limits.upload !== null && media.bytes <= limits.upload.bytes
  const isPicture = factsOf[media.media].sentAs === 'picture'
  const ways: Way[] = []
  const bucket: readonly Way[] =
    has.bucket && media.bytes <= limits.fetched[media.media] ? [{ by: 'bucket' }] : []
  if (uploads) ways.push({ by: 'upload' })
  // A film in a request would be in memory several times.
  if (!isPicture) ways.push(...bucket)
  if (refusal === null) ways.push({ by: 'request', bytes: lengthAsData(media) })
  // What can be uploaded is sent as it is, or not at all.
  if (!uploads && isPicture && inline !== null && has.smallerCopies)
    ways.push({ by: 'smaller copy', limits: inline })
  if (isPicture) ways.push(...bucket)
  // A mask has to keep the size of its image.
  const couldShrink = !uploads && media.media === 'image' && inline !== null && !has.smallerCopies
  return { ways, refusal, ...(refusal !== null && couldShrink && { needsSmallerCopies: true }) }
}

function ownAddress(origin: Origin | undefined, { now, isOwnOutput, limits }: MediaRoute): string | null {
  if (origin?.from !== 'job') return null
  const age = now - origin.at
  return age >= 0 && age < limits.ownOutputs && isOwnOutput(origin.url) ? origin.url : null
}

const lengthAsData = ({ mime, bytes }: Media): number =>
  `data:${mime};base64,`.length + 4 * Math.ceil(bytes / 3)

const SMALLER = 'Make it smaller (a Resize node, or keep it as JPEG or WebP)'
const ADDRESS = 'give the address (https) of a public copy'

/** Why a file cannot be in a request, with the ways out; null if it can. */
function checkInline(media: Media, inline: InlineLimits | null, { title, limits }: MediaTarget) {
  const { mime, bytes, width = 0, height = 0, media: kind } = media
  const { noun, sentAs } = factsOf[kind]
  const isPicture = sentAs === 'picture'
  if (bytes > limits.fetched[kind] && (inline === null || bytes > inline.bytes)) {
    const { size, limit } = compareSizes(bytes, limits.fetched[kind])
    return `it has ${size}, and ${title} takes ${noun}s of at most ${limit}. ${isPicture ? SMALLER : 'Make it smaller'}`
  }
  const out = isPicture
    ? `${SMALLER}, allow smaller copies or set a bucket of your own in the settings, or ${ADDRESS} instead`
    : `Set a bucket of your own in the settings, or ${ADDRESS}`
  if (inline === null) return `${title} takes a ${noun} only from an address. ${out}`
  if (inline.types?.includes(mime) === false)
    return `it is ${mime}, and ${title} takes only ${inline.types.join(', ')} in a request`
  if (bytes > inline.bytes) {
    const { size, limit } = compareSizes(bytes, inline.bytes)
    return `it has ${size}, and ${title} takes ${noun}s of at most ${limit} in a request. ${out}`
  }
  const { pixels = Infinity } = inline
  return width * height > pixels
    ? `it has ${width} × ${height} pixels, and ${title} takes at most ${pixels / 1_000_000} million. ${out}`
    : null
}
