import type { EngineEgress } from '#main/network/egress.ts'

/** fal's own: keys that were stored without an origin belong to it. */
export const FAL_URL = 'https://queue.fal.run'

/** What fal's origins serve: jobs, uploads, and everything about models, prices and past requests. */
export type FalOrigin = 'queue' | 'storage' | 'platform'

export type FalEgress = EngineEgress<FalOrigin>

/** The domain of its outputs and uploads. */
export const FAL_DOMAINS: readonly string[] = ['fal.media']

/** The API's origins. A base other than fal's own serves all of them. */
export const falOrigins = (base: URL): Readonly<Record<FalOrigin, URL>> =>
  base.origin === FAL_URL
    ? { queue: base, storage: new URL('https://rest.fal.ai'), platform: new URL('https://api.fal.ai') }
    : { queue: base, storage: base, platform: base }
