import { AppError } from '#shared/errors.ts'
import { factsOf } from '#shared/media/kinds.ts'
import type { Media } from '#shared/ports/value.ts'
import type { Assets, Origin, Size } from '#shared/services.ts'
import type { InlineLimits, MediaTarget } from './mediaLimits.ts'
import { compareSizes } from './mediaLimits.ts'
import type { Way } from './planMedia.ts'
import { planOf, unsendable } from './checkFiles.ts'

/** A picture or another file that is sent in place of an asset. */
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
 * What is sent in place of an asset. A picture is upright, 8-bit sRGB, one frame, no metadata; a mask has one channel, in
 * the size of `fit`. Another file has the same type and number of bytes as the asset. Rejects as the asset store does,
 * or with `picture.broken`.
 */
export type Outgoing = (media: Media, fit: Size | null) => Promise<SentPicture>

/** `title` and `limits` are those of the engine that gets the input. */
export interface EncodeTools extends MediaTarget {
  readonly assets: Pick<Assets, 'read'> & {
    originOf?(sha256: string): Origin | undefined
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
  /** A copy within the limits, or null if the picture cannot be made that small. */
  shrink?(picture: SentPicture, limits: Pick<InlineLimits, 'bytes' | 'pixels'>): Promise<SmallerCopy | null>
  /** The address of an uploaded copy that the engine can fetch. Rejects with `media.unsendable` or `signal.reason`. */
  share?(picture: SentPicture, signal?: AbortSignal): Promise<string>
}

export interface SmallerCopy extends Size {
  readonly bytes: Uint8Array
  readonly mime: string
}

/** How a file is sent, as a text of the input, and its size if known. */
export interface Sent {
  readonly text: string
  readonly size: Size | null
}

/** Sends the files of one input. */
export interface MediaSender {
  /** `fit`: the size of a mask. Rejects with `media.unsendable`, naming `field`, and as the ways do. */
  send(media: Media, field: string, fit: Size | null): Promise<Sent>
  /** Throws `media.unsendable` if the whole request is too large. */
  checkBody(body: Uint8Array): void
}

/** A file on its way. */
interface Outbound {
  readonly picture: SentPicture
  readonly field: string
  readonly fit: Size | null
}

export function createMediaSender(tools: EncodeTools): MediaSender {
  const { uploads, signal, onNote, limits } = tools
  /** The data URIs so far, in bytes. */
  let size = 0

  /** A file by one of its ways; null if that turns out to be none. */
  async function sendBy(way: Way, outbound: Outbound): Promise<Sent | null> {
    const { picture, field } = outbound
    switch (way.by) {
      case 'address':
        return sentAddress(way.address, picture.media)
      case 'upload':
        onNote?.(`${field}: uploading`)
        return asSent(picture, await uploads?.own?.(picture, signal))
      case 'request': {
        if (size + way.bytes > limits.request) return null
        size += way.bytes
        return { text: dataUri(picture.media.mime, await picture.read()), size: sizeOf(picture.media) }
      }
      case 'smaller copy':
        return sendCopy(outbound, way.limits)
      case 'bucket':
        onNote?.(`${field}: sharing through your bucket`)
        return asSent(picture, await uploads?.share?.(picture, signal))
    }
  }

  /** A mask keeps the size of its image. */
  async function sendCopy({ picture, field, fit }: Outbound, inline: InlineLimits): Promise<Sent | null> {
    // Base64 has four characters for three bytes.
    const left = Math.floor(((limits.request - size) * 3) / 4) - MAX_DATA_HEAD
    const small = await uploads?.shrink?.(picture, { ...inline, bytes: Math.min(inline.bytes, left) })
    if (!small || (fit !== null && (small.width !== fit.width || small.height !== fit.height))) return null
    const text = dataUri(small.mime, small.bytes)
    size += text.length
    const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1)
    onNote?.(
      `${field}: sent as ${mebibytes(small.bytes.length)} MiB in place of ${mebibytes(picture.media.bytes)}`,
    )
    return { text, size: { width: small.width, height: small.height } }
  }

  const tooLarge = (): AppError =>
    new AppError(
      'media.unsendable',
      `The media of this node together are larger than ${compareSizes(0, limits.request).limit}, the most that ${tools.title} takes in one request. Make them smaller, or give the addresses (https) of public copies.`,
    )

  return {
    async send(media, field, fit) {
      const known = tools.assets.originOf?.(media.sha256)
      // Its type and size stay, so that its way is known: what the engine has already is not read.
      const [way] = factsOf[media.media].sentAs === 'file' ? planOf(media, known, tools).ways : []
      if (way?.by === 'address') return sentAddress(way.address, media)
      const picture = await tools.outgoing(media, fit)
      const origin = picture.isPlain ? known : undefined
      const { ways, refusal, needsSmallerCopies } = planOf(picture.media, origin, tools)
      let failure: AppError | null = null
      for (const [index, way] of ways.entries())
        try {
          const sent = await sendBy(way, { picture, field, fit })
          if (sent !== null) return sent
        } catch (thrown) {
          // A failed upload cost nothing, and there may be another way.
          if (!(thrown instanceof AppError) || thrown.code !== 'media.unsendable') throw thrown
          failure ??= thrown
          if (ways[index + 1]?.by === 'request')
            onNote?.(`${field}: could not be uploaded, so it is sent with the request`)
        }
      throw failure ?? (refusal === null ? tooLarge() : unsendable(field, refusal, tools, needsSmallerCopies))
    },
    checkBody(body) {
      if (body.length > limits.request) throw tooLarge()
    },
  }
}

/** `data:image/webp;base64,`, with room for a longer type. */
const MAX_DATA_HEAD = 100

export const sizeOf = ({ width, height }: Media): Size | null =>
  width === undefined || height === undefined ? null : { width, height }

const sentAddress = (address: string, media: Media): Sent => ({ text: address, size: sizeOf(media) })

const asSent = ({ media }: SentPicture, text: string | undefined): Sent | null =>
  text === undefined ? null : { text, size: sizeOf(media) }

const dataUri = (mime: string, bytes: Uint8Array): string =>
  `data:${mime};base64,${Buffer.from(bytes).toString('base64')}`
