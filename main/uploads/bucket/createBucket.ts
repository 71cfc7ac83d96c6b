import { randomUUID } from 'node:crypto'
import { AppError } from '#shared/errors.ts'
import type { BucketSettings } from '#shared/api/records.ts'
import { endingOfMime } from '#shared/media/kinds.ts'
import type { Clock } from '#shared/services.ts'
import type { SentPicture } from '../../jobs/sendMedia.ts'
import type { BucketCall, BucketClient, StreamedBody } from '../../network/bucketClient.ts'
import { ExchangeError } from '../../network/exchangeError.ts'
import { retryTransfer } from '../../network/retryTransfer.ts'
import type { BucketLocation } from './readBucket.ts'
import type { BucketKeys } from './sign.ts'
import { signAddress, signCall } from './sign.ts'

/** The user's own S3-compatible bucket, for uploading pictures for an engine. */
export interface Bucket {
  /**
   * An address from which the engine can fetch `media` for as long as the settings say. Uploads it only if it is not
   * there yet: its name is its hash. Rejects with `media.unsendable` or `signal.reason`.
   */
  share(file: SharedFile, signal?: AbortSignal): Promise<string>
  /** Writes, fetches and removes a small object. Rejects with `media.unsendable`, saying which of them failed. */
  check(signal?: AbortSignal): Promise<void>
}

/** A file, in memory or piece by piece: `media` describes the bytes that are sent. */
export type SharedFile = Pick<SentPicture, 'media' | 'read' | 'stream'>

export interface BucketOptions {
  readonly settings: BucketSettings
  readonly location: BucketLocation
  readonly keys: BucketKeys
  readonly client: BucketClient
  readonly clock: Pick<Clock, 'now' | 'sleep'>
}

export function createBucket({ settings, location: place, keys, client, clock }: BucketOptions): Bucket {
  const signing = () => ({ keys, region: place.region, now: clock.now() })

  const call = async (doing: string, request: BucketCall, sha256?: string) => {
    const { method, url, headers, body } = request
    const content = body instanceof Uint8Array ? { body } : sha256 === undefined ? {} : { sha256 }
    const signed = await signCall({ method, url, headers, ...content }, signing())
    try {
      return await client.call({ ...request, headers: signed })
    } catch (thrown) {
      if (!(thrown instanceof ExchangeError)) throw thrown
      throw failed(doing, `${url.host} did not answer: ${thrown.message}`, { cause: thrown })
    }
  }

  const put = async (
    url: URL,
    body: Uint8Array | StreamedBody,
    {
      mime,
      sha256,
      signal,
    }: { readonly mime: string; readonly sha256?: string; readonly signal?: AbortSignal | undefined },
  ): Promise<void> => {
    const headers = { 'content-type': mime }
    const { status, text } = await call('upload to', { method: 'PUT', url, headers, body, signal }, sha256)
    if (status !== 200) throw failed('upload to', `it answered ${status}${reason(text)}`, { status })
  }

  return {
    async share({ media, read, stream }, signal) {
      const ending = endingOfMime(media.mime)
      const url = place.urlOf(ending === undefined ? media.sha256 : `${media.sha256}.${ending}`)
      const existing = await call('look into', { method: 'HEAD', url, headers: {}, signal })
      // Without permission to list, a missing object gives 403, too.
      const there = existing.status === 200 && existing.headers['content-length'] === String(media.bytes)
      if (!there) {
        const { bytes: size, mime, sha256 } = media
        // Its name is its hash, so that it can be sent again.
        await retryTransfer(
          async () => {
            const body = stream === undefined ? await read() : { size, pieces: stream() }
            await put(url, body, { mime, sha256, signal })
          },
          { clock, signal },
        )
      }
      return signAddress(url, settings.lifetime, signing())
    },
    async check(signal) {
      const url = place.urlOf(`patchbay-check-${randomUUID()}.txt`)
      const message = Buffer.from('Patchbay was here to see whether pictures can be shared.\n')
      await put(url, message, { mime: 'text/plain', signal })
      const address = new URL(await signAddress(url, 60, signing()))
      const fetched = await client
        .call({ method: 'GET', url: address, headers: {}, signal })
        .catch((thrown: unknown) => {
          throw failed('fetch from', thrown instanceof Error ? thrown.message : String(thrown), {
            cause: thrown,
          })
        })
      if (fetched.status !== 200 || fetched.text !== message.toString())
        throw failed('fetch from', `a signed address answered ${fetched.status}${reason(fetched.text)}`)
      const removed = await call('remove from', { method: 'DELETE', url, headers: {}, signal })
      if (removed.status !== 204 && removed.status !== 200)
        throw failed('remove from', `it answered ${removed.status}${reason(removed.text)}`)
    },
  }
}

/** The code in S3's XML, as ` (AccessDenied)`. Nothing else of the answer is repeated: it may contain the key. */
function reason(text: string): string {
  const code = /<Code>([A-Za-z0-9]{1,60})<\/Code>/.exec(text)?.[1]
  return code === undefined ? '' : ` (${code})`
}

const failed = (
  doing: string,
  message: string,
  { status, cause }: { readonly status?: number; readonly cause?: unknown } = {},
): AppError =>
  new AppError('media.unsendable', `Could not ${doing} your bucket: ${message}.`, {
    cause,
    ...(status !== undefined && { data: { status } }),
  })
