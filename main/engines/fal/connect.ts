import type { Clock } from '#shared/services.ts'
import type { Uploads } from '#main/jobs/sendMedia.ts'
import { createEngineEgress } from '#main/network/egress.ts'
import type { FalCatalogueQuery } from './catalogue.ts'
import { listFalEndpoints } from './catalogue.ts'
import type { FalClient } from './client.ts'
import { createFalClient, createFalSend } from './client.ts'
import type { FalEgress } from './origins.ts'
import { FAL_DOMAINS, falOrigins } from './origins.ts'
import type { FalPrices } from './prices.ts'
import { createFalPrices } from './prices.ts'
import type { FalEndpoint } from './readModel.ts'
import { createFalUpload } from './upload.ts'

export interface FalConnectOptions {
  /** fal's own address, or one that replaces all of its hosts. */
  readonly base: URL
  /** Called before each call. Only sent to fal's own origins, or to `base`. */
  readonly token: () => string | null
  readonly clock: Pick<Clock, 'now' | 'sleep'>
}

/** Everything of fal, with one key. */
export interface FalConnection extends Pick<FalEgress, 'download' | 'isOwnOutput' | 'close'> {
  readonly client: FalClient
  readonly prices: FalPrices
  readonly uploads: Required<Pick<Uploads, 'own'>>
  /** Its endpoints, as `listFalEndpoints`. */
  catalogue(query?: FalCatalogueQuery): AsyncGenerator<{ readonly endpoint: FalEndpoint }>
  /**
   * Whether fal accepts the key: asks for a price, which costs nothing. It does not say what is left. Rejects with
   * `account.key` or `engine.*`.
   */
  testKey(): Promise<{ readonly balance: number | null; readonly currency: string }>
}

/** An endpoint that fal has had for years. */
const KNOWN_ENDPOINT = 'fal-ai/flux/dev'

export function connectFal({ base, token, clock }: FalConnectOptions): FalConnection {
  const origins = falOrigins(base)
  const egress = createEngineEgress({ base, origins, domains: FAL_DOMAINS, scheme: 'Key', token })
  const send = createFalSend(clock)
  const prices = createFalPrices({ egress, send, clock })
  const { download, isOwnOutput, close } = egress
  return {
    client: createFalClient({ egress, clock, unitPrice: prices.unitPrice }),
    prices,
    uploads: { own: createFalUpload({ egress, send, clock }) },
    async *catalogue(query) {
      for await (const endpoint of listFalEndpoints({ egress, send }, query)) yield { endpoint }
    },
    async testKey() {
      // A remembered price says nothing about the key.
      await createFalPrices({ egress, send, clock }).unitPrice(KNOWN_ENDPOINT)
      return { balance: null, currency: 'USD' }
    },
    download,
    isOwnOutput,
    close,
  }
}
