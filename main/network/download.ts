import { AppError } from '#shared/errors.ts'
import type { Content, ReceivedFile } from '#shared/services.ts'
import type { DownloadPolicy } from './admit.ts'
import { checkAddress, checkNetworkScope, describeAddress, refused } from './admit.ts'
import { exchange } from './exchange.ts'
import { ExchangeError } from './exchangeError.ts'
import type { TimeLimits } from './limits.ts'
import { caps, defaultLimits } from './limits.ts'
import { openSocket } from './openSocket.ts'
import { isPlainBody } from './readBody.ts'
import type { Resolve } from './resolveHost.ts'
import { resolveHost, systemResolve } from './resolveHost.ts'

export interface Downloaded {
  readonly bytes: Content
  /** As its server declared it, without parameters, in lower case; '' if it did not. */
  readonly mime: string
}

export interface DownloadOptions {
  readonly policy: DownloadPolicy
  readonly signal?: AbortSignal | undefined
  /** The maximum size in bytes, after decoding; 256 MiB by default. */
  readonly cap?: number
  /**
   * Takes the body piece by piece, so that it need not be in memory. A body whose size is declared may then have up to
   * 4 GiB.
   */
  readonly receive?: Receive | undefined
}

/** Rejects as `pieces` does. */
export type Receive = (pieces: AsyncIterable<Uint8Array>) => Promise<ReceivedFile>

/**
 * Fetches an address, without the key. https, or the configured base; up to 3 redirects, each checked like the first
 * address; names are looked up once, checked, and the checked address is connected to. Rejects with `egress.refused`,
 * `picture.large`, `file.unreadable` (`data.status` is the HTTP status or null, `data.reason` a code for the failure)
 * or `signal.reason`.
 */
export type Download = (address: string, options: DownloadOptions) => Promise<Downloaded>

export interface DownloadSetting {
  readonly base: URL
  /** The domains of the engine's outputs; RunComfy's by default. */
  readonly domains?: readonly string[]
  readonly limits: TimeLimits
  readonly resolve: Resolve
}

const MAX_REDIRECTS = 3

/** The base where there is none: no address is at it. */
const NOWHERE = new URL('https://nowhere.invalid')

/** Fetches public pictures for work that needs no engine. */
export const createPublicDownload = (): Download =>
  createDownload({ base: NOWHERE, limits: defaultLimits.download, resolve: systemResolve })

export function createDownload({ base, domains, limits, resolve }: DownloadSetting): Download {
  const hop = async (
    url: URL,
    scope: 'public' | 'loopback' | 'any',
    { signal, cap = caps.picture }: DownloadOptions,
    receive: ((pieces: AsyncIterable<Uint8Array>) => Promise<void>) | undefined,
  ) => {
    const addresses = await resolveHost(url, resolve, limits.connect)
    checkNetworkScope(url, addresses, scope)
    const socket = await openSocket(url, addresses, { milliseconds: limits.connect, signal })
    return exchange({
      method: 'GET',
      url,
      target: url.pathname + url.search,
      headers: { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'patchbay' },
      over: { socket },
      limits,
      cap(status, answered) {
        if (status !== 200) return 0
        const declared = isPlainBody(answered) ? Number(answered['content-length'] ?? 0) : 0
        return receive !== undefined && declared <= caps.media ? Math.max(cap, declared) : cap
      },
      receive,
      signal,
    })
  }

  return async (address, options) => {
    let current = address
    try {
      for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
        const verdict = checkAddress(current, options.policy, base, domains)
        if ('reason' in verdict) throw refused(current, verdict.reason)
        const { url, scope: reach } = verdict
        const arrival = createArrival(options.receive)
        const { status, headers, body } = await hop(url, reach, options, arrival.receive).catch(
          arrival.giveUp,
        )
        if (status === 200) return { bytes: arrival.file() ?? body, mime: readMime(headers['content-type']) }
        const next = status >= 300 && status < 400 ? headers.location : undefined
        if (next === undefined) throw unreadable(address, `answered ${status}`, { status, reason: 'status' })
        if (!URL.canParse(next, url.href)) throw refused(current, 'redirects to no address')
        const to = new URL(next, url)
        // A foreign server must not redirect a secure request to this machine or to plain http.
        if (url.protocol === 'https:' && to.protocol !== 'https:')
          throw refused(current, 'redirects to plain http')
        current = to.href
      }
      throw refused(address, `redirects more than ${MAX_REDIRECTS} times`)
    } catch (thrown) {
      throw thrown instanceof ExchangeError
        ? readTrouble(address, thrown, options.cap ?? caps.picture)
        : thrown
    }
  }
}

/** The file that a body becomes. A call that ends early ends when nothing of the file is left. */
function createArrival(receive: Receive | undefined) {
  let arriving: Promise<ReceivedFile> | undefined
  let file: ReceivedFile | undefined
  return {
    receive:
      receive &&
      (async (pieces: AsyncIterable<Uint8Array>): Promise<void> => {
        arriving = receive(pieces)
        file = await arriving
      }),
    file: () => file,
    async giveUp(thrown: unknown): Promise<never> {
      const [end] = await Promise.allSettled(arriving === undefined ? [] : [arriving])
      if (end?.status === 'fulfilled') await end.value.discard()
      throw thrown
    },
  }
}

function readTrouble(address: string, error: ExchangeError, cap: number): AppError {
  const { reason, status } = error
  if (reason !== 'too-large')
    return unreadable(address, `could not be fetched: ${error.message}`, { status, reason })
  const message = `${describeAddress(address)} is larger than ${Math.floor(cap / 2 ** 20)} MiB and is not fetched.`
  return new AppError('picture.large', message, { data: { address: describeAddress(address) } })
}

function unreadable(
  address: string,
  message: string,
  data: { readonly status: number | null; readonly reason: string },
): AppError {
  const source = describeAddress(address)
  return new AppError('file.unreadable', `${source} ${message}.`, { data: { address: source, ...data } })
}

const readMime = (type: string | undefined): string =>
  (type ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
