import { hash } from 'node:crypto'
import { AppError } from '#shared/errors.ts'
import type { Services } from '#shared/services.ts'
import type { RemoteJobs } from '../../jobs/remoteJobs.ts'
import { createFiles } from '../../assets/files.ts'
import { createImages } from '../../assets/images.ts'
import { importedKey } from '../../bundle/importedResults.ts'
import type { AssetDownload } from '../../assets/assets.ts'
import type { Library } from '../../library/openLibrary.ts'
import type { createResults } from '../../library/results.ts'
import { createRedactor } from '../../platform/redact.ts'
import { embeddedTexts } from '../results/embeddedTexts.ts'
import type { Engine } from './openEngine.ts'
import { savedIn } from './savedFiles.ts'

/** The options that differ between runs. */
export interface RunServicesOptions {
  /** The folder for saved pictures. */
  readonly out: string
  /** The folder of the files that a workflow names. */
  readonly folder: string
  /** Pictures that the user named, by absolute path, wherever they are. */
  readonly pictures: readonly string[]
  /** Older results (wall-clock milliseconds) are not reused. */
  readonly since?: number | undefined
}

/** The parts that all runs on an engine share. */
export interface SharedServices {
  readonly library: Library
  readonly engine: Pick<Engine, 'account' | 'secrets'>
  readonly jobs: RemoteJobs
  readonly results: ReturnType<typeof createResults>
  /** Fetches a public picture. */
  readonly download: AssetDownload
}

/** What a host provides to each of its runs on an engine. */
export function createRunServices({
  library,
  engine,
  jobs,
  results,
  download,
}: SharedServices): (options: RunServicesOptions) => Services {
  const { clock, home, store } = library
  const now = (): number => clock.now()
  const redact = createRedactor(() => engine.secrets)
  return ({ since, ...options }) => {
    const own = library.assets({ ...options, download })
    return {
      clock,
      log: library.log,
      assets: own,
      images: createImages(own, home),
      threads: library.threads,
      files: createFiles({
        out: options.out,
        assets: own,
        saved: savedIn(results, library.log),
        put: {
          writeTexts: (bytes, texts) => library.workers.call('writeTexts', bytes, texts),
          stripTexts: (bytes) => library.workers.call('stripTexts', bytes),
        },
        textsFor: (media, of) =>
          embeddedTexts(media, of, { runs: library.runs, store, originOf: own.originOf, now, redact }),
      }),
      jobs: {
        async run(request, waiter) {
          if (engine.account !== 'practice') return jobs.run({ ...request, since }, waiter)
          // The practice engine's costs are fictitious and never reported.
          const result = await jobs.run({ ...request, since }, waiter).catch((thrown: unknown) => {
            throw thrown instanceof AppError ? withoutCost(thrown) : thrown
          })
          return { ...result, cost: null }
        },
        stored: (request) => jobs.stored(request),
      },
      results: {
        // Results are not shared between accounts: each pays for its own. Those of imported runs are available to all.
        find: (key) =>
          results.find(`${engine.account} ${key}`, since) ??
          results.find(importedKey(engine.account === 'practice' ? 'practice' : 'runcomfy', key), since),
        save: (key, outputs) => results.save(`${engine.account} ${key}`, outputs),
      },
      digest: (text) => hash('sha256', text),
    }
  }
}

function withoutCost(error: AppError): AppError {
  const { cost, ...data } = error.data
  return cost === undefined ? error : new AppError(error.code, error.message, { data, cause: error })
}
