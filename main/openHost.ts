import { hash, randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Endpoint } from '#shared/endpoint/endpoint.ts'
import { AppError } from '#shared/errors.ts'
import type { Media } from '#shared/ports/value.ts'
import type { Services } from '#shared/services.ts'
import { createAccountClient } from './jobs/accountClient.ts'
import { createBudget } from './jobs/budget.ts'
import type { RemoteJobs } from './jobs/createJobs.ts'
import { createJobs } from './jobs/createJobs.ts'
import type { JobStore } from './jobs/jobStore.ts'
import { createPolls } from './jobs/polls.ts'
import type { Engine, EngineName } from './openEngine.ts'
import { openEngine } from './openEngine.ts'
import { createClient } from './runcomfy/client.ts'
import { createAssets } from './services/assets.ts'
import { createClock } from './services/clock.ts'
import { createEgress } from './services/egress.ts'
import { createFiles } from './services/files.ts'
import { homeFolder } from './services/home.ts'
import { createImages } from './services/images.ts'
import type { Database } from './services/library/database.ts'
import { openDatabase } from './services/library/database.ts'
import { createDurations } from './services/library/durations.ts'
import { createJobRows } from './services/library/jobRows.ts'
import { lockLibrary } from './services/library/lock.ts'
import { createOrigins } from './services/library/origins.ts'
import { createResults } from './services/library/results.ts'
import type { Runs } from './services/library/runs.ts'
import { createRuns } from './services/library/runs.ts'

export interface HostOptions {
  readonly engine: EngineName
  readonly env: Readonly<NodeJS.ProcessEnv>
  /** What the practice engine serves. */
  readonly endpoints: readonly Endpoint[]
  /** What this process does with the library, in a few words. */
  readonly what: string
}

/** What differs from run to run. */
export interface RunPlace {
  /** Where pictures are saved. */
  readonly out: string
  /** Where the files that a workflow names lie. */
  readonly folder: string
  /** Pictures that the person named, by absolute path, wherever they lie. */
  readonly pictures: readonly string[]
  /** Results that are older (wall-clock milliseconds) do not count. */
  readonly since?: number | undefined
}

/** One library, held for writing, and one engine. */
export interface Host {
  readonly database: Database
  readonly home: string
  readonly account: string
  readonly runs: Runs
  readonly jobs: RemoteJobs
  readonly store: JobStore
  services(place: RunPlace): Services
  /** Where an asset's file lies. */
  pathOf(media: Media): string
  close(): Promise<void>
}

/** How long another process is waited for, in milliseconds. */
const PATIENCE = 2000
/** Requests a second to one account, and how many at once after a rest. */
const RATE = 50
const BURST = 100

/**
 * Opens the library in `PATCHBAY_HOME` for writing and the engine that was asked for, and takes up what an earlier process
 * left at that engine. Rejects with `library.*`, `account.key`, `egress.refused` or `file.unwritable`.
 */
export async function openHost(options: HostOptions): Promise<Host> {
  const home = homeFolder(options.env)
  makeFolder(home)
  const clock = createClock()
  const lock = await lockLibrary({ home, what: options.what, wait: PATIENCE, clock })
  let database: Database | undefined
  let engine: Engine | undefined
  try {
    database = openDatabase({ home, writer: true })
    engine = await openEngine(options.engine, { ...options, folder: join(home, 'practice') })
    const host = createHost(home, database, engine)
    await host.jobs.recover()
    return {
      ...host,
      async close() {
        await host.close()
        lock.release()
      },
    }
  } catch (thrown) {
    await engine?.close()
    database?.close()
    lock.release()
    throw thrown
  }
}

function createHost(home: string, database: Database, engine: Engine): Host {
  const clock = createClock()
  const now = (): number => clock.now()
  const egress = createEgress({ api: engine.api, token: () => engine.token })
  const origins = createOrigins(database, now)
  const assetsOf = ({ folder, pictures }: Pick<RunPlace, 'folder' | 'pictures'>) => {
    const named = new Set(pictures)
    return createAssets({
      home,
      workflowFolder: folder,
      download: async (url) => (await egress.download(url, { policy: 'picture' })).bytes,
      trusted: (path) => named.has(path),
      origins,
    })
  }
  const assets = assetsOf({ folder: home, pictures: [] })
  const store = createJobRows(database, now)
  const results = createResults({ database, has: (media) => assets.has(media), now })
  const jobs = createJobs({
    client: createAccountClient(
      createClient({ egress, clock }),
      createBudget({ clock, rate: RATE, burst: BURST }),
    ),
    egress,
    assets,
    store,
    clock,
    random: Math.random,
    newId: randomUUID,
    account: engine.account,
    polls: createPolls(createDurations(database, engine.account)),
  })
  return {
    database,
    home,
    account: engine.account,
    runs: createRuns(database),
    jobs,
    store,
    services({ since, ...place }) {
      const own = assetsOf(place)
      return {
        clock,
        assets: own,
        images: createImages(own),
        files: createFiles({ out: place.out, assets: own }),
        jobs: { run: (request, waiter) => jobs.run({ ...request, since }, waiter) },
        results: {
          // Another account's pictures are not this one's: what it pays for is its own.
          find: (key) => results.find(`${engine.account} ${key}`, since),
          keep: (key, outputs) => results.keep(`${engine.account} ${key}`, outputs),
        },
        digest: (text) => hash('sha256', text),
      }
    },
    pathOf: (media) => assets.pathOf(media),
    async close() {
      await jobs.close()
      egress.close()
      await engine.close()
      database.close()
    },
  }
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
  } catch (thrown) {
    throw new AppError('file.unwritable', `The folder of the library cannot be made: ${path}.`, {
      cause: thrown,
    })
  }
}
