import { RUNCOMFY_OUTPUTS, isOwnOutput } from './admit.ts'
import { accountUrl } from './apiUrl.ts'
import type { ApiClient, KeyScheme } from './apiClient.ts'
import { createApiClient } from './apiClient.ts'
import type { Download } from './download.ts'
import { createDownload, limitsByPolicy } from './download.ts'
import type { Limits } from './limits.ts'
import { defaultLimits } from './limits.ts'
import type { Resolve } from './resolveHost.ts'
import { systemResolve } from './resolveHost.ts'
import type { SignedUpload } from './signedUpload.ts'
import { createSignedUpload } from './signedUpload.ts'

/**
 * The only network access of an engine: every byte that leaves this machine is sent here, over Node's own HTTP. Proxies
 * in the environment (`HTTP_PROXY` and the like) are not used: a proxy would choose the address that was checked here.
 */
export interface EngineEgress<Origin extends string> {
  /** A client for each of the API's origins. */
  readonly apis: Readonly<Record<Origin, ApiClient>>
  readonly download: Download
  /** Sends a file to an address that the API signed, without the key. */
  readonly upload: SignedUpload
  /** Whether the engine can fetch `address` as an output of its own, so that it need not be uploaded. */
  isOwnOutput(address: string): boolean
  /** Closes idle connections. Active calls end by themselves. */
  close(): void
}

export interface EngineEgressOptions<Origin extends string> {
  /** The configured address. What is on it may be fetched as an output. */
  readonly base: URL
  /** The API's origins by what they serve: the only ones that the key is sent to. */
  readonly origins: Readonly<Record<Origin, URL>>
  /** The domains of its outputs, with everything within them. */
  readonly domains: readonly string[]
  readonly scheme?: KeyScheme
  /** Called before each call, so that a key can change. It is only sent to the API's own origins. */
  readonly token: () => string | null
  readonly limits?: Partial<Limits>
  readonly resolve?: Resolve
}

export function createEngineEgress<Origin extends string>({
  base,
  origins,
  domains,
  scheme = 'Bearer',
  token,
  limits: given,
  resolve = systemResolve,
}: EngineEgressOptions<Origin>): EngineEgress<Origin> {
  const limits = { ...defaultLimits, ...given }
  const clients = new Map<string, ApiClient>()
  const clientOf = (url: URL): ApiClient => {
    const client = clients.get(url.href) ?? createApiClient({ base: url, token, scheme, limits, resolve })
    clients.set(url.href, client)
    return client
  }
  const entries = Object.entries<URL>(origins).map(([name, url]) => [name, clientOf(url)] as const)
  return {
    // The cast: Object.fromEntries forgets the names, which are those of `origins`.
    apis: Object.fromEntries(entries) as Readonly<Record<Origin, ApiClient>>,
    download: createDownload({ base, domains, limits: limitsByPolicy(limits), resolve }),
    upload: createSignedUpload({ base, limits, resolve }),
    isOwnOutput: (address) => isOwnOutput(address, base, domains),
    close: () => clients.forEach((client) => client.close()),
  }
}

/** RunComfy's. */
export interface Egress extends Omit<EngineEgress<'api' | 'account'>, 'apis' | 'upload'> {
  /** The Model API. */
  readonly api: ApiClient
  /** The account's calls: RunComfy has them at another origin. */
  readonly account: ApiClient
}

export interface EgressOptions extends Pick<EngineEgressOptions<'api'>, 'token' | 'limits' | 'resolve'> {
  /** As returned by `readApiUrl`. */
  readonly api: URL
}

export function createEgress({ api: base, ...options }: EgressOptions): Egress {
  const origins = { api: base, account: accountUrl(base) }
  const { apis, download, isOwnOutput, close } = createEngineEgress({
    ...options,
    base,
    origins,
    domains: RUNCOMFY_OUTPUTS,
  })
  return { ...apis, download, isOwnOutput, close }
}
