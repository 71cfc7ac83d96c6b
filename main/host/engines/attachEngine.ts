import { randomUUID } from 'node:crypto'
import type { Media } from '#shared/ports/value.ts'
import type { Services } from '#shared/services.ts'
import { accountBudget, createAccountClient } from '../../jobs/accountClient.ts'
import { logClient, logDownloads } from '../../jobs/logClient.ts'
import { createTokenBucket } from '../../jobs/tokenBucket.ts'
import type { RemoteJobs } from '../../jobs/remoteJobs.ts'
import { createJobs } from '../../jobs/createJobs.ts'
import type { Uploads } from '../../jobs/encodeInput.ts'
import { createPolls } from '../../jobs/polls.ts'
import type { Refusal } from '../../jobs/refusal.ts'
import { createRefusal } from '../../jobs/refusal.ts'
import type { Engine } from './openEngine.ts'
import type { RunServicesOptions } from './runServices.ts'
import { createRunServices } from './runServices.ts'
import type { Library } from '../../library/openLibrary.ts'
import { createClient } from '../../engines/runcomfy/client.ts'
import { createEgress } from '../../network/egress.ts'
import { createDurations } from '../../library/durations.ts'
import { createPrices } from '../../library/prices.ts'
import { createResults } from '../../library/results.ts'
import { createOutgoing } from '../../uploads/createOutgoing.ts'

/** An engine at work for a library: what a run borrows, and its remote jobs. */
export interface AttachedEngine {
  /** A fingerprint of whoever pays. */
  readonly account: string
  readonly jobs: RemoteJobs
  /** Why it takes no more jobs, while it does not. */
  readonly refusal: Refusal
  /** What a job of an endpoint usually costs, in US dollars; null while none has told. */
  usualCost(endpoint: string): number | null
  services(options: RunServicesOptions): Services
  /** Where an asset's file lies. */
  pathOf(media: Media): string
  /** Leaves what is under way as it is, for whoever attaches the engine next. */
  close(): Promise<void>
}

/**
 * Attaches an engine to a library. The engine is closed with what comes back. `carriers` are the person's own ways for what
 * is too large to be sent.
 */
export function attachEngine(
  library: Library,
  engine: Engine,
  uploads?: () => Promise<Uploads>,
): AttachedEngine {
  const { clock, database, home, store } = library
  const now = (): number => clock.now()
  const egress = logDownloads(createEgress({ api: engine.api, token: () => engine.token }), library.log)
  const download = async (url: string): Promise<Uint8Array> =>
    (await egress.download(url, { policy: 'picture' })).bytes
  const assets = library.assets({ folder: home, download })
  const results = createResults({ database, has: (media) => assets.has(media), now })
  const refusal = createRefusal()
  const prices = createPrices(database, engine.account)
  const jobs = createJobs({
    client: createAccountClient(
      logClient(createClient({ egress, clock }), library.log),
      createTokenBucket({ clock, ...accountBudget }),
      refusal,
    ),
    egress,
    assets,
    outgoing: createOutgoing({
      assets,
      elsewhere: async (...words) => library.workers.call('preparePicture', ...words),
    }),
    store,
    clock,
    random: Math.random,
    newId: randomUUID,
    account: engine.account,
    ...(uploads && { uploads }),
    polls: createPolls(createDurations(database, engine.account)),
    log: library.log,
  })
  return {
    account: engine.account,
    jobs,
    refusal,
    usualCost: (endpoint) => prices.usual(endpoint),
    services: createRunServices({ library, engine, jobs, results, download }),
    pathOf: (media) => assets.pathOf(media),
    async close() {
      await jobs.close()
      egress.close()
      await engine.close()
    },
  }
}
