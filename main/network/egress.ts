import { isOwnOutput } from './admit.ts'
import { accountUrl } from './apiUrl.ts'
import type { ApiClient } from './apiClient.ts'
import { createApiClient } from './apiClient.ts'
import type { Download } from './download.ts'
import { createDownload } from './download.ts'
import type { Limits } from './limits.ts'
import { defaultLimits } from './limits.ts'
import type { Resolve } from './resolveHost.ts'
import { systemResolve } from './resolveHost.ts'

/**
 * The only network access: every byte that leaves this machine is sent here, over Node's own HTTP. Proxies in the
 * environment (`HTTP_PROXY` and the like) are not used: a proxy would choose the address that was checked here.
 */
export interface Egress {
  /** The Model API. */
  readonly api: ApiClient
  /** The account's calls: RunComfy has them at another origin. */
  readonly account: ApiClient
  readonly download: Download
  /** Whether the engine can fetch `address` as an output of its own, so that it need not be uploaded. */
  isOwnOutput(address: string): boolean
  /** Closes idle connections. Active calls end by themselves. */
  close(): void
}

export interface EgressOptions {
  /** As returned by `readApiUrl`. */
  readonly api: URL
  /** Called before each call, so that a key can change. It is only sent to the API's own origins. */
  readonly token: () => string | null
  readonly limits?: Partial<Limits>
  readonly resolve?: Resolve
}

export function createEgress({ api, token, limits: given, resolve = systemResolve }: EgressOptions): Egress {
  const limits = { ...defaultLimits, ...given }
  const client = createApiClient({ base: api, token, limits, resolve })
  const account = accountUrl(api)
  const accountClient =
    account.origin === api.origin ? client : createApiClient({ base: account, token, limits, resolve })
  return {
    api: client,
    account: accountClient,
    download: createDownload({ base: api, limits: limits.download, resolve }),
    isOwnOutput: (address) => isOwnOutput(address, api),
    close() {
      client.close()
      accountClient.close()
    },
  }
}
