import type { IncomingHttpHeaders } from 'node:http'
import { AppError } from '#shared/errors.ts'
import type { Content, ReceivedFile } from '#shared/services.ts'
import type { DownloadPolicy } from './admit.ts'
import { checkAddress, checkNetworkScope, describeAddress, refused } from './admit.ts'
import type { Arrival, HeldPart } from './arrival.ts'
import { continuing, readArrival } from './arrival.ts'
import type { Answer } from './exchange.ts'
import { exchange } from './exchange.ts'
import { ExchangeError } from './exchangeError.ts'
import type { Limits, TimeLimits } from './limits.ts'
import { caps, defaultLimits } from './limits.ts'
import { openSocket } from './openSocket.ts'
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
  /** The maximum size in bytes, after decoding; 256 MiB by default, 4 GiB if it need not be in memory. */
  readonly cap?: number
  /** Takes the body piece by piece, so that it need not be in memory. */
  readonly receive?: Receive | undefined
  /** The same in several tries, the next of which continues where the one before ended. */
  readonly part?: PartialFile | undefined
}

/** `size` is the declared one, which may be refused before the first piece. Rejects as `pieces` does. */
export type Receive = (
  pieces: AsyncIterable<Uint8Array>,
  facts?: { readonly size?: number },
) => Promise<ReceivedFile>

/** A file that is here in part, until all of it has arrived. */
export interface PartialFile {
  /** The part that can be continued, read and found intact; null if there is none. Rejects with `file.*`. */
  held(): Promise<HeldPart | null>
  /** What the file was declared to be, if all of it is here and was only not put yet. */
  complete(): Promise<Downloaded | null>
  /**
   * Adds what arrives to the held part, or begins with it. What is here stays when `pieces` break off, which is how
   * it rejects. Also rejects with `picture.large` or `file.unwritable`: then nothing stays, unless there is no room for the rest.
   */
  receive(
    pieces: AsyncIterable<Uint8Array>,
    arrival: Arrival & Pick<Downloaded, 'mime'>,
  ): Promise<ReceivedFile>
  /** Removes what is here. Never rejects. */
  discard(): Promise<void>
}

/**
 * Fetches an address, without the key. https, or the configured base; up to 3 redirects, each checked like the first
 * address; names are looked up once, checked, and the checked address is connected to. An output may take as long as it
 * moves. Rejects with `egress.refused`, `picture.large`, `file.unreadable` (`data.status` is the HTTP status or null,
 * `data.reason` a code for the failure), `file.unwritable` or `signal.reason`.
 */
export type Download = (address: string, options: DownloadOptions) => Promise<Downloaded>

export interface DownloadSetting {
  readonly base: URL
  /** The domains of the engine's outputs; RunComfy's by default. */
  readonly domains?: readonly string[]
  readonly limits: Readonly<Record<DownloadPolicy, TimeLimits>>
  readonly resolve: Resolve
}

const MAX_REDIRECTS = 3

/** With these a server that does not understand a request for a part refuses it: the file may be there nevertheless. */
const UNWILLING = new Set([400, 412])

/** The base where there is none: no address is at it. */
const NOWHERE = new URL('https://nowhere.invalid')

/** Fetches public pictures for work that needs no engine. */
export const createPublicDownload = (): Download =>
  createDownload({ base: NOWHERE, limits: limitsByPolicy(defaultLimits), resolve: systemResolve })

/** The time limits of a download by the source of its address. */
export const limitsByPolicy = ({ download, picture }: Limits): DownloadSetting['limits'] => ({
  output: download,
  picture,
})

export function createDownload({ base, domains, limits: all, resolve }: DownloadSetting): Download {
  const get = async (url: URL, scope: 'public' | 'loopback' | 'any', call: FileCall): Promise<Answer> => {
    const limits = all[call.policy]
    const addresses = await resolveHost(url, resolve, limits.connect)
    checkNetworkScope(url, addresses, scope)
    const { signal, held } = call
    const socket = await openSocket(url, addresses, { milliseconds: limits.connect, signal })
    return exchange({
      method: 'GET',
      url,
      target: url.pathname + url.search,
      headers: {
        accept: '*/*',
        'accept-encoding': 'identity',
        'user-agent': 'patchbay',
        ...continuing(held),
      },
      over: { socket },
      limits,
      cap: call.capOf,
      receive: call.receive,
      signal,
    })
  }

  /** The answer after all redirects. */
  const follow = async (address: string, call: FileCall): Promise<Answer> => {
    let current = address
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      const verdict = checkAddress(current, call.policy, base, domains)
      if ('reason' in verdict) throw refused(current, verdict.reason)
      const answer = await get(verdict.url, verdict.scope, call)
      const { status, headers } = answer
      const next = status >= 300 && status < 400 ? headers.location : undefined
      if (next === undefined) return answer
      current = checkRedirect(verdict.url, next)
    }
    throw refused(address, `redirects more than ${MAX_REDIRECTS} times`)
  }

  const fetchOnce = async (
    address: string,
    options: DownloadOptions,
    held: HeldPart | null,
  ): Promise<Downloaded | 'changed' | 'refused'> => {
    const call = createFileCall(options, held)
    const answer = await follow(address, call).catch(call.giveUp)
    const { status, headers, body } = answer
    if (call.changed() || (status === 416 && held !== null)) return 'changed'
    if (held !== null && UNWILLING.has(status)) return 'refused'
    if (status !== 200 && status !== 206)
      throw unreadable(address, `answered ${status}`, { status, reason: 'status' })
    return { bytes: (await call.file(status)) ?? body, mime: readMime(headers) }
  }

  return async (address, options) => {
    try {
      const held = (await options.part?.held()) ?? null
      // All of it is here: it was only not put.
      if (held !== null && held.bytes === held.total) {
        const complete = await options.part?.complete()
        if (complete) return complete
      }
      const first = await fetchOnce(address, options, held)
      if (typeof first !== 'string') return first
      if (first === 'changed') await options.part?.discard()
      const again = await fetchOnce(address, options, null)
      if (typeof again !== 'string') return again
      throw unreadable(address, 'sent a part that nobody asked for', { status: 206, reason: 'protocol' })
    } catch (thrown) {
      throw thrown instanceof ExchangeError ? readTrouble(address, thrown, capOf(options)) : thrown
    }
  }
}

const capOf = ({ cap, receive, part }: DownloadOptions): number =>
  cap ?? (receive === undefined && part === undefined ? caps.picture : caps.media)

/** Where a redirect leads, as far as it can be seen without a name look-up. */
function checkRedirect(url: URL, location: string): string {
  if (!URL.canParse(location, url.href)) throw refused(url.href, 'redirects to no address')
  const to = new URL(location, url)
  // A foreign server must not redirect a secure request to this machine or to plain http.
  if (url.protocol === 'https:' && to.protocol !== 'https:')
    throw refused(url.href, 'redirects to plain http')
  return to.href
}

/** One request for a file, and where its body goes. */
type FileCall = ReturnType<typeof createFileCall>

function createFileCall(options: DownloadOptions, held: HeldPart | null) {
  const { policy, receive, part, signal } = options
  let arrival: Arrival | null = null
  let mime = ''
  let changed = false
  let arriving: Promise<ReceivedFile> | undefined

  const into = (pieces: AsyncIterable<Uint8Array>, { total, ...rest }: Arrival): Promise<ReceivedFile> => {
    if (part !== undefined) return part.receive(pieces, { total, ...rest, mime })
    if (receive === undefined) throw new Error('nothing takes the pieces')
    return receive(pieces, total === null ? {} : { size: total })
  }

  return {
    policy,
    signal,
    held,
    /** Whether what is sent does not continue the held part. */
    changed: () => changed,
    /** The maximum size of a body; 0 leaves it unread. */
    capOf(status: number, headers: IncomingHttpHeaders): number {
      arrival = null
      if (status !== 200 && status !== 206) return 0
      arrival = readArrival(status, headers, held)
      mime = readMime(headers)
      changed = arrival === null
      // Of a file that begins in the middle only the rest is counted here.
      return arrival === null ? 0 : Math.max(1, capOf(options) - arrival.from)
    },
    receive:
      part === undefined && receive === undefined
        ? undefined
        : async (pieces: AsyncIterable<Uint8Array>): Promise<void> => {
            if (arrival === null) throw new Error('a body without a header')
            arriving = into(pieces, arrival)
            await arriving
          },
    /** The file that the body has become, all of it and as it was declared. */
    async file(status: number): Promise<ReceivedFile | undefined> {
      const file = await arriving
      if (file === undefined || arrival === null) return undefined
      const { total, sha256 } = arrival
      // A server may send less than all of the rest: what follows is asked for by the next try.
      if (total !== null && file.size < total) throw new ExchangeError('cut-off', 'answer', { status })
      const isDeclared = total === null || file.size === total
      if (isDeclared && (sha256 === null || file.sha256 === sha256)) return file
      await file.discard()
      throw new ExchangeError('digest', 'answer', { status })
    },
    /** A call that ends early ends when nothing more is written. */
    async giveUp(thrown: unknown): Promise<never> {
      const [end] = await Promise.allSettled(arriving === undefined ? [] : [arriving])
      if (end?.status === 'fulfilled' && part === undefined) await end.value.discard()
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

const readMime = ({ 'content-type': type = '' }: IncomingHttpHeaders): string =>
  type.split(';', 1)[0]?.trim().toLowerCase() ?? ''
