import { checkNetworkScope, isBase, refused } from './admit.ts'
import { exchange } from './exchange.ts'
import type { Limits } from './limits.ts'
import { openSocket } from './openSocket.ts'
import { isLoopbackHost } from './publicAddress.ts'
import type { Resolve } from './resolveHost.ts'
import { resolveHost } from './resolveHost.ts'

/** The maximum size of an answer: it is a tag, or an explanation. */
const MAX_ANSWER_BYTES = 64 * 1024

export interface UploadBody {
  readonly bytes: number
  /** Exactly that many bytes, read as they are sent. */
  read(): AsyncIterable<Uint8Array>
}

export interface UploadAnswer {
  readonly status: number
  readonly etag: string | null
  readonly text: string
}

/**
 * Sends a body once to an address that the engine's API returned, without the key: https to the public internet, or the
 * configured base. Redirects are answers like others. Rejects with `ExchangeError`, `egress.refused`, what reading the
 * body throws, or `signal.reason`.
 */
export type SignedUpload = (
  address: string,
  body: UploadBody,
  options: {
    readonly contentType: string
    /** `PUT` by default; `POST` completes an upload in parts. */
    readonly method?: 'PUT' | 'POST'
    readonly signal?: AbortSignal | undefined
  },
) => Promise<UploadAnswer>

export function createSignedUpload({
  base,
  limits,
  resolve,
}: {
  readonly base: URL
  readonly limits: Limits
  readonly resolve: Resolve
}): SignedUpload {
  return async (address, body, { contentType, method = 'PUT', signal }) => {
    const { url, scope } = checkUpload(address, base)
    const { connect } = limits.upload
    const addresses = await resolveHost(url, resolve, connect)
    checkNetworkScope(url, addresses, scope)
    const socket = await openSocket(url, addresses, { milliseconds: connect, signal })
    const answer = await exchange({
      method,
      url,
      target: url.pathname + url.search,
      headers: {
        'content-type': contentType,
        'content-length': String(body.bytes),
        'user-agent': 'patchbay',
      },
      body: body.read(),
      over: { socket },
      limits: limits.upload,
      cap: () => MAX_ANSWER_BYTES,
      signal,
    })
    const { etag } = answer.headers
    return { status: answer.status, etag: etag ?? null, text: new TextDecoder().decode(answer.body) }
  }
}

function checkUpload(
  address: string,
  base: URL,
): { readonly url: URL; readonly scope: 'public' | 'loopback' } {
  if (!URL.canParse(address)) throw refused(address, 'is no address', 'called')
  const url = new URL(address)
  url.hash = ''
  if (url.username !== '' || url.password !== '')
    throw refused(address, 'carries a user name or password', 'called')
  if (isLoopbackHost(base) && isBase(url, base)) return { url, scope: 'loopback' }
  if (url.protocol !== 'https:') throw refused(address, 'is no https address', 'called')
  return { url, scope: 'public' }
}
