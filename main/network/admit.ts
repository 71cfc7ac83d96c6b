import { AppError } from '#shared/errors.ts'
import { isLoopbackAddress, isLoopbackHost, isPublicAddress } from './publicAddress.ts'
import type { HostAddress } from './resolveHost.ts'

/** The source of an address: `output` is from a result of the engine, `picture` was given by the user. */
export type DownloadPolicy = 'output' | 'picture'

/** A verdict on an address, with the addresses that its name may resolve to. */
export type Verdict =
  | { readonly url: URL; readonly scope: 'public' | 'loopback' | 'any' }
  | { readonly reason: string }

/** The hosts of RunComfy's outputs. */
export const RUNCOMFY_OUTPUTS: readonly string[] = ['runcomfy.net', 'runcomfy.com']

/** Whether `host` is one of `domains`, or within one. */
const isWithin = (host: string, domains: readonly string[]): boolean =>
  domains.some((domain) => host === domain || host.endsWith(`.${domain}`))

/** An address for display: never its query, which may be signed. */
export function describeAddress(address: string | URL): string {
  const url = address instanceof URL ? address : URL.canParse(address) ? new URL(address) : null
  const web = url?.protocol === 'https:' || url?.protocol === 'http:'
  const text = url === null ? String(address) : web ? `${url.origin}${url.pathname}` : url.protocol
  return text.length > 120 ? `${text.slice(0, 120)}…` : text
}

const port = (url: URL): string => url.port || (url.protocol === 'https:' ? '443' : '80')

/** Whether an address is at the configured one; this machine has several names. */
export function isBase(url: URL, base: URL): boolean {
  if (url.protocol !== base.protocol || port(url) !== port(base)) return false
  return url.hostname === base.hostname || (isLoopbackHost(url) && isLoopbackHost(base))
}

/**
 * Whether `address` may be fetched under `policy`, relative to the configured `base`, from an engine whose outputs are
 * on `domains`. Without a name look-up.
 */
export function checkAddress(
  address: string,
  policy: DownloadPolicy,
  base: URL,
  domains = RUNCOMFY_OUTPUTS,
): Verdict {
  if (!URL.canParse(address)) return { reason: 'is no address' }
  const url = new URL(address)
  url.hash = ''
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return { reason: `is a ${url.protocol} address` }
  if (url.username !== '' || url.password !== '') return { reason: 'carries a user name or password' }
  if (isBase(url, base)) return { url, scope: base.protocol === 'http:' ? 'loopback' : 'any' }
  if (url.protocol === 'http:') return { reason: 'is plain http' }
  if (policy === 'output' && !isWithin(url.hostname, domains)) {
    return { reason: `is on ${url.hostname}, which does not belong to the engine` }
  }
  return { url, scope: 'public' }
}

/**
 * Whether the engine at `base` can fetch `address` as an output of its own. A local engine only has its own outputs.
 */
export function isOwnOutput(address: string, base: URL, domains = RUNCOMFY_OUTPUTS): boolean {
  const verdict = checkAddress(address, 'output', base, domains)
  return 'url' in verdict && (!isLoopbackHost(base) || isBase(verdict.url, base))
}

/** Throws `egress.refused` if one of the addresses of a name is not within `reach`. */
export function checkNetworkScope(
  url: URL,
  addresses: readonly HostAddress[],
  scope: 'public' | 'loopback' | 'any',
): void {
  const inside = { public: isPublicAddress, loopback: isLoopbackAddress, any: () => true }[scope]
  if (addresses.every(({ address }) => inside(address))) return
  const where = scope === 'public' ? 'a private network' : 'another machine'
  throw refused(url.href, `leads into ${where}`)
}

export const refused = (address: string, reason: string, call: 'fetched' | 'called' = 'fetched'): AppError =>
  new AppError('egress.refused', `${describeAddress(address)} is not ${call}: it ${reason}.`, {
    data: { address: describeAddress(address) },
  })
