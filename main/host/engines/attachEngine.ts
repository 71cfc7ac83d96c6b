import { randomUUID } from 'node:crypto'
import type { EngineId } from '#shared/catalogue/engineId.ts'
import type { AppError } from '#shared/errors.ts'
import type { Values } from '#shared/ports/value.ts'
import { createAccountClient } from '../../jobs/accountClient.ts'
import { logClient, logDownloads } from '../../jobs/logClient.ts'
import { createTokenBucket } from '../../jobs/tokenBucket.ts'
import type { RemoteJobs } from '../../jobs/remoteJobs.ts'
import { createFileCheck } from '../../jobs/checkFiles.ts'
import { createJobs } from '../../jobs/createJobs.ts'
import type { Uploads } from '../../jobs/sendMedia.ts'
import { createPolls } from '../../jobs/polls.ts'
import type { Refusal } from '../../jobs/refusal.ts'
import { createRefusal } from '../../jobs/refusal.ts'
import type { EngineConnection } from '../../engines/engine.ts'
import type { SavedPrices, UnitPrices } from './enginePrices.ts'
import { createUnitPrices } from './enginePrices.ts'
import type { Engine } from './openEngine.ts'
import type { Library } from '../../library/openLibrary.ts'
import { loadPart } from '../../platform/loadPart.ts'
import { createDurations } from '../../library/durations.ts'
import { createPrices } from '../../library/prices.ts'
import { createOutgoing, preparedSize } from '../../uploads/createOutgoing.ts'

/** An engine attached to a library: its remote jobs, and what is known about them. */
export interface AttachedEngine extends Pick<EngineConnection, 'download' | 'isOwnOutput'> {
  readonly id: EngineId
  readonly title: string
  /** A fingerprint of the account that pays. */
  readonly account: string
  readonly jobs: RemoteJobs
  /** Why it accepts no jobs, if it does not. */
  readonly refusal: Refusal
  /** Whether it may show the outcome of a submit whose answer was lost. */
  readonly findsLostSubmits: boolean
  /** The usual cost of a job of a model, in US dollars; null if none has been reported. */
  usualCost(modelId: string): number | null
  /** What it has said a unit of its models costs; null if it says nothing. */
  readonly unitPrices: Pick<UnitPrices, 'of' | 'refresh'> | null
  /** Why it would not take a film, a sound or another file of an input, `media.unsendable`; null if it would. */
  checkFiles(input: Values): Promise<AppError | null>
  /** Leaves open jobs as they are, for the next process that attaches the engine. */
  close(): Promise<void>
}

export interface AttachOptions {
  /** The user's own upload services for pictures that are too large to be sent. */
  readonly uploads: () => Promise<Uploads>
  /** Where its prices are stored; null where nothing is paid. */
  readonly saved: SavedPrices | null
}

/** Attaches an engine to a library. Closing the result closes the engine. */
export async function attachEngine(
  library: Library,
  engine: Engine,
  { uploads, saved }: AttachOptions,
): Promise<AttachedEngine> {
  const { clock, database, home, store } = library
  const { account, base, definition } = engine
  const { id, title, budget, capabilities, media } = definition
  const payer = { engine: id, account }
  const connection = await loadPart(() => definition.connect({ base, token: () => engine.token, clock }))
  const { isOwnOutput } = connection
  const download = logDownloads(connection.download, library.log)
  const assets = library.assets({
    folder: home,
    download: async (url, receive) => (await download(url, { policy: 'picture', receive })).bytes,
  })
  const refusal = createRefusal()
  const ownUploads = async (): Promise<Uploads> => ({ ...connection.uploads, ...(await uploads()) })
  const receipts = createPrices(database, payer)
  const { prices } = connection
  const unitPrices =
    prices === null || saved === null
      ? null
      : createUnitPrices({ engine: definition, prices, saved, clock, log: library.log })
  const jobs = createJobs({
    client: createAccountClient(
      logClient(connection.client, library.log),
      createTokenBucket({ clock, ...budget }),
      refusal,
      id,
    ),
    egress: { download, isOwnOutput },
    assets,
    outgoing: createOutgoing({
      assets,
      maxBytes: preparedSize(media),
      elsewhere: async (...words) => library.workers.call('preparePicture', ...words),
    }),
    title,
    limits: media,
    store,
    clock,
    random: Math.random,
    newId: randomUUID,
    ...payer,
    uploads: ownUploads,
    polls: createPolls(createDurations(database, payer)),
    stopsRunningJobs: capabilities.stopsRunningJobs,
    log: library.log,
  })
  return {
    id,
    title,
    account,
    jobs,
    refusal,
    download,
    isOwnOutput,
    findsLostSubmits: capabilities.findsLostSubmits !== 'never',
    usualCost: (modelId) => receipts.usual(modelId),
    unitPrices,
    checkFiles: createFileCheck({ title, limits: media, assets, isOwnOutput, uploads: ownUploads, clock }),
    async close() {
      unitPrices?.close()
      await jobs.close()
      connection.close()
      await engine.close()
    },
  }
}
