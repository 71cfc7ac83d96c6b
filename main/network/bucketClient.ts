import { AppError } from '#shared/errors.ts'
import type { Answer } from './exchange.ts'
import { exchange } from './exchange.ts'
import type { Limits } from './limits.ts'
import { openSocket } from './openSocket.ts'
import { isLoopbackAddress, isPublicAddress } from './publicAddress.ts'
import type { Resolve } from './resolveHost.ts'
import { resolveHost } from './resolveHost.ts'

/** The maximum size of an answer: a bucket explains refusals in XML. */
const MAX_ANSWER_BYTES = 64 * 1024

export interface BucketCall {
  readonly method: 'PUT' | 'HEAD' | 'GET' | 'DELETE'
  /** At the client's own origin. */
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  /** Bytes, or pieces that are read as they are sent. */
  readonly body?: Uint8Array | StreamedBody
  readonly signal?: AbortSignal | undefined
}

export interface StreamedBody {
  readonly size: number
  readonly pieces: AsyncIterable<Uint8Array>
}

/** The client of the user's own bucket, and of nothing else. Redirects are answers like others. */
export interface BucketClient {
  /** Sends once. Rejects with `ExchangeError`, `egress.refused` or `signal.reason`. */
  call(request: BucketCall): Promise<Pick<Answer, 'status' | 'headers'> & { readonly text: string }>
}

/**
 * `origin` is https anywhere, plain http only on this machine: `readBucket` ensures it. Without `allowPrivate`, its
 * name must not resolve to this machine or its network.
 */
export function createBucketClient({
  origin,
  allowPrivate,
  limits,
  resolve,
}: {
  readonly origin: string
  readonly allowPrivate: boolean
  readonly limits: Limits
  readonly resolve: Resolve
}): BucketClient {
  return {
    async call({ method, url, headers, body, signal }) {
      if (url.origin !== origin)
        throw new AppError('egress.refused', `${url.host} is not the bucket that was set.`)
      const times = method === 'PUT' ? limits.upload : limits.get
      const addresses = await resolveHost(url, resolve, times.connect)
      if (url.protocol === 'http:' && !addresses.every(({ address }) => isLoopbackAddress(address)))
        throw new AppError(
          'egress.refused',
          `${url.host} is not this machine, and plain http goes no further.`,
        )
      if (!allowPrivate && !addresses.every(({ address }) => isPublicAddress(address)))
        throw new AppError(
          'egress.refused',
          `${url.host} has an address on this machine or in its network, which is not allowed.`,
        )
      const socket = await openSocket(url, addresses, { milliseconds: times.connect, signal })
      const {
        status,
        headers: responseHeaders,
        body: bytes,
      } = await exchange({
        method,
        url,
        target: url.pathname + url.search,
        headers: {
          ...headers,
          'user-agent': 'patchbay',
          ...(body !== undefined && { 'content-length': String('size' in body ? body.size : body.length) }),
        },
        ...(body !== undefined && { body: 'pieces' in body ? body.pieces : body }),
        over: { socket },
        limits: times,
        // An answer to HEAD has a length and no body.
        cap: () => (method === 'HEAD' ? 0 : MAX_ANSWER_BYTES),
        signal,
      })
      return { status, headers: responseHeaders, text: new TextDecoder().decode(bytes) }
    },
  }
}
