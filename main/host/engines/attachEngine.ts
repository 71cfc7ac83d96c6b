import { randomUUID } from 'node:crypto'
import { firstEngine } from '#shared/catalogue/engineId.ts'
import type { AssetDownload } from '../../assets/assets.ts'
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

/** An engine attached to a library: the services for its runs, and its remote jobs. */
export interface AttachedEngine {
  /** A fingerprint of the account that pays. */
  readonly account: string
  readonly jobs: RemoteJobs
  /** Why it accepts no jobs, if it does not. */
  readonly refusal: Refusal
  /** The usual cost of an endpoint's job, in US dollars; null if none has been reported. */
  usualCost(endpoint: string): number | null
  services(options: RunServicesOptions): Services
  /** The path of an asset's file. */
  pathOf(media: Media): string
  /** Leaves open jobs as they are, for the next process that attaches the engine. */
  close(): Promise<void>
}

/**
 * Attaches an engine to a library. Closing the result closes the engine. `uploads` are the user's own upload services
 * for pictures that are too large to be sent.
 */
export function attachEngine(
  library: Library,
  engine: Engine,
  uploads?: () => Promise<Uploads>,
): AttachedEngine {
  const { clock, database, home, store } = library
  const now = (): number => clock.now()
  const egress = logDownloads(createEgress({ api: engine.api, token: () => engine.token }), library.log)
  const download: AssetDownload = async (url, receive) =>
    (await egress.download(url, { policy: 'picture', receive })).bytes
  const assets = library.assets({ folder: home, download })
  const results = createResults({ database, has: (media) => assets.has(media), now })
  const refusal = createRefusal()
  const payer = { engine: firstEngine, account: engine.account }
  const prices = createPrices(database, payer)
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
    ...payer,
    ...(uploads && { uploads }),
    polls: createPolls(createDurations(database, payer)),
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
