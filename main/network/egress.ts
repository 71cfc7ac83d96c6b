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
 * The one door out: every byte that leaves this machine leaves here, over Node's own HTTP. Proxies named in the
 * environment (`HTTP_PROXY` and its kin) are not used: a proxy would choose the address that was checked here.
 */
export interface Egress {
  /** The Model API. */
  readonly api: ApiClient
  /** The account's calls: RunComfy keeps them at another origin of its own. */
  readonly account: ApiClient
  readonly download: Download
  /** Whether the engine can fetch `address` as an output of its own, so that it need not be sent to it. */
  isOwnOutput(address: string): boolean
  /** Closes idle connections. Calls under way end by themselves. */
  close(): void
}

export interface EgressOptions {
  /** As `readApiUrl` made it. */
  readonly api: URL
  /** Asked before each call, so that a key can change. It goes to the API's own origins alone. */
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
