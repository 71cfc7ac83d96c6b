import { openPicture } from '../draw/index.ts'
import type { Media } from './rule.ts'

/** The largest file in a data URI, and the most pixels of a picture. */
export interface InlineLimits {
  readonly bytes: number
  readonly pixels: number
}

/** The limits of RunComfy's own nodes. */
const usualLimits: { readonly [M in Media]: InlineLimits } = {
  image: { bytes: 6 * 1024 * 1024, pixels: 32_000_000 },
  video: { bytes: 32 * 1024 * 1024, pixels: Infinity },
  audio: { bytes: 16 * 1024 * 1024, pixels: Infinity },
}
/** A longer text is not an address. */
const longestAddress = 8192

/** The contents of a text that names a file, or why it is refused. */
export type MediaVerdict =
  | { readonly kind: 'inline'; readonly bytes: Buffer; readonly mime: string }
  | { readonly kind: 'address'; readonly url: URL }
  | { readonly kind: 'refused'; readonly why: string }

const refused = (why: string): MediaVerdict => ({ kind: 'refused', why })

/**
 * Reads a text that names a file: a `data:` URI within the limits, or an address. Only the header of a picture is read,
 * so a truncated file passes here and fails when it is drawn.
 */
export async function readMedia(
  text: string,
  media: Media,
  limits: InlineLimits = usualLimits[media],
): Promise<MediaVerdict> {
  if (/^data:/i.test(text)) return readInline(text, media, limits)
  if (text.length > longestAddress)
    return refused(`is longer than ${longestAddress} characters and no data URI`)
  const url = URL.parse(text)
  if (url === null) return refused('is neither an address nor a data URI')
  if (url.username !== '' || url.password !== '')
    return refused('an address must not hold a name or password')
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)))
    return { kind: 'address', url }
  return refused(`must be an https address or a data URI, not ${url.protocol}`)
}

/** Whether an address is on this machine, which has this engine's own files. */
export const isLoopback = (url: URL): boolean => ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)

async function readInline(text: string, media: Media, limits: InlineLimits): Promise<MediaVerdict> {
  const comma = text.indexOf(',')
  const head = /^data:([a-z]+\/[a-z0-9.+-]+);base64$/.exec(text.slice(0, Math.max(0, Math.min(comma, 200))))
  if (comma < 0 || head === null) return refused(`must begin with data:${media}/…;base64,`)
  const mime = head[1] ?? ''
  if (!mime.startsWith(`${media}/`)) return refused(`must be ${media}, not ${mime}`)
  const base64 = text.slice(comma + 1)
  if (base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return refused('is not valid base64')
  const tooLarge = refused(`is larger than ${limits.bytes / 1024 ** 2} MiB`)
  if (base64.length * 0.75 - 2 > limits.bytes) return tooLarge
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.length > limits.bytes) return tooLarge
  return media === 'image' ? readPicture(bytes, mime, limits) : { kind: 'inline', bytes, mime }
}

async function readPicture(bytes: Buffer, mime: string, limits: InlineLimits): Promise<MediaVerdict> {
  const found = pictureType(bytes)
  if (found === null) return refused('is no PNG, JPEG, WebP or GIF picture')
  if (found !== mime) return refused(`says ${mime} but holds ${found}`)
  const size = await openPicture(bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => null)
  if (size !== null && size.width * size.height > limits.pixels)
    return refused(`has more than ${limits.pixels / 1_000_000} megapixels`)
  return { kind: 'inline', bytes, mime }
}

/** The type of a picture by its first bytes. */
export function pictureType(bytes: Uint8Array): string | null {
  const text = Buffer.from(bytes.subarray(0, 12)).toString('latin1')
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (text.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (text.startsWith('RIFF') && text.slice(8) === 'WEBP') return 'image/webp'
  return text.startsWith('GIF8') ? 'image/gif' : null
}
