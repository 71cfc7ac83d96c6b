import { mkdirSync } from 'node:fs'
import { AppError } from '#shared/errors.ts'
import type { Clock, Log, Threads } from '#shared/services.ts'
import { silentLog } from '#shared/services.ts'
import type { JobStore } from '../jobs/jobStore.ts'
import type { WatchedJobs } from '../jobs/watchedJobs.ts'
import { watchJobs } from '../jobs/watchedJobs.ts'
import type { AssetDownload, AssetStore } from '../assets/assets.ts'
import { createAssetFolder } from '../assets/assetFolder.ts'
import { createAssets } from '../assets/assets.ts'
import { closeLibrary } from '../platform/closeToOthers.ts'
import { createClock } from '../platform/clock.ts'
import { createDiskRoom } from '../platform/diskRoom.ts'
import { homeFolder } from '../platform/home.ts'
import type { BodyShortener } from './bodies/shortenBodies.ts'
import { createBodyShortener } from './bodies/shortenBodies.ts'
import { assetsBeside } from './bodies/storedBody.ts'
import { logJobs, logRuns } from './logLibrary.ts'
import type { Database } from './database.ts'
import { createJobRows } from './jobRows.ts'
import { lockLibrary } from './lock.ts'
import { openWriter } from './openWriter.ts'
import { createOrigins } from './origins.ts'
import type { Runs } from './runs.ts'
import { createRuns } from './runs.ts'
import { createProbe } from '../assets/workers/createProbe.ts'
import { createThreads } from '../assets/workers/createThreads.ts'
import type { Workers } from '../assets/workers/createWorkers.ts'
import { createWorkers } from '../assets/workers/createWorkers.ts'

export interface LibraryOptions {
  readonly env: Readonly<NodeJS.ProcessEnv>
  /** What this process does with the library, in a few words. */
  readonly what: string
  /** The machine's own by default. */
  readonly clock?: Clock
  /** Existing threads, which stay when the library is closed; its own by default. */
  readonly workers?: Workers
  /** Nothing is logged if absent. */
  readonly log?: Log
}

/** The folder for the files that a workflow names. */
export interface AssetLocation {
  /** The folder of the files that a workflow names. */
  readonly folder: string
  /** Pictures that the user named, by absolute path, wherever they are; none by default. */
  readonly pictures?: readonly string[]
  /** Fetches a public address; refused by default. */
  readonly download?: AssetDownload
}

/** One library, open for writing in this process. Its contents belong to no engine. */
export interface Library {
  readonly home: string
  readonly database: Database
  readonly clock: Clock
  readonly log: Log
  readonly runs: Runs
  readonly store: JobStore
  /** Calls back at each transition of a job in `store`. */
  readonly watchJobs: WatchedJobs['watch']
  /** Closed before the library, so that what has ended is shortened. */
  readonly bodies: Pick<BodyShortener, 'close'>
  readonly workers: Workers
  /** Heavy nodes on those threads. */
  readonly threads: Threads
  /** The asset store for one working folder. */
  assets(location: AssetLocation): AssetStore
  close(): void
}

/** How long to wait for another process, in milliseconds. */
const PATIENCE = 2000

/** Opens the library in `PATCHBAY_HOME` for writing. Rejects with `library.*` or `file.unwritable`. */
export async function openLibrary(options: LibraryOptions): Promise<Library> {
  const { log = silentLog, what } = options
  try {
    const library = await openHere(options, log)
    log.info('library.opened', { what })
    return library
  } catch (thrown) {
    log.error('library.refused', { what, error: thrown })
    throw thrown
  }
}

async function openHere(options: LibraryOptions, log: Log): Promise<Library> {
  const { env, what, clock = createClock(), workers = createWorkers() } = options
  const home = homeFolder(env)
  makeFolder(home)
  const lock = await lockLibrary({ home, what, wait: PATIENCE, clock })
  try {
    closeLibrary(home)
    const now = (): number => clock.now()
    const database = openWriter({ home, now, log })
    const origins = createOrigins(database, now)
    const { jobs, bodies } = openJobs(database, now, log)
    const room = createDiskRoom(home)
    return {
      home,
      database,
      clock,
      log,
      runs: logRuns(createRuns(database), log),
      store: jobs.store,
      watchJobs: jobs.watch,
      bodies,
      workers,
      threads: createThreads({ workers, origins, home }),
      assets({ folder, pictures = [], download = refuse }) {
        const named = new Set(pictures)
        return createAssets({
          home,
          workflowFolder: folder,
          download,
          trusted: (path) => named.has(path),
          origins,
          room,
          probe: createProbe(workers, log),
        })
      },
      close() {
        void bodies.close('at once')
        // Their messages are ignored: their threads end with the process at the latest.
        if (options.workers === undefined) void workers.close()
        database.close()
        lock.release()
        log.info('library.closed')
      },
    }
  } catch (thrown) {
    lock.release()
    throw thrown
  }
}

/** The jobs of a store: logged, and shortened once they are over. */
function openJobs(database: Database, now: () => number, log: Log) {
  const jobs = watchJobs(createJobRows(database, now), log)
  jobs.watch(logJobs(log))
  const bodies = createBodyShortener({ database, assets: createAssetFolder(assetsBeside(database)), log })
  jobs.watch(bodies.ended)
  bodies.start()
  return { jobs, bodies }
}

const refuse = (url: string): Promise<never> =>
  Promise.reject(new AppError('egress.refused', `Nothing is fetched from ${url} here.`))

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
  } catch (thrown) {
    throw new AppError('file.unwritable', `The folder of the library cannot be made: ${path}.`, {
      cause: thrown,
    })
  }
}
