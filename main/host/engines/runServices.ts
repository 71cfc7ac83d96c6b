import { hash } from 'node:crypto'
import { AppError } from '#shared/errors.ts'
import type { Services } from '#shared/services.ts'
import { createFiles } from '../../assets/files.ts'
import { createVideos } from '../../assets/clips/videos.ts'
import { createFrames } from '../../assets/frames/createFrames.ts'
import { createImages } from '../../assets/images.ts'
import type { AssetDownload } from '../../assets/assets.ts'
import type { Library } from '../../library/openLibrary.ts'
import { createResults } from '../../library/results.ts'
import { createRedactor } from '../../platform/redact.ts'
import { embeddedTexts } from '../results/embeddedTexts.ts'
import { createPublicDownload } from '../../network/download.ts'
import type { RunEngines } from './runEngines.ts'
import { createRunResults } from './runResults.ts'
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

/** The parts that all runs share. */
export interface SharedServices {
  readonly library: Library
  /** Every key of the user, used here or not: all are redacted from everything that is shared. */
  readonly secrets: () => readonly string[]
}

/** What a host provides to a run on these engines. */
export type RunServices = (options: RunServicesOptions, engines: RunEngines) => Services

export function createRunServices({ library, secrets }: SharedServices): RunServices {
  const { clock, database, home, store } = library
  const now = (): number => clock.now()
  const redact = createRedactor(secrets)
  const stored = library.assets({ folder: home })
  const results = createResults({ database, has: (media) => stored.has(media), now })
  const publicDownload = createPublicDownload()
  return ({ since, ...options }, engines) => {
    const download: AssetDownload = async (url, receive) => {
      const owner = engines.all.find(({ isOwnOutput }) => isOwnOutput(url))
      return (await (owner?.download ?? publicDownload)(url, { policy: 'picture', receive })).bytes
    }
    const own = library.assets({ ...options, download })
    const images = createImages(own, home)
    const saved = createRunResults(results, engines, since)
    return {
      clock,
      log: library.log,
      assets: own,
      images,
      videos: createVideos(own),
      frames: createFrames({ assets: own, images, workers: library.workers }),
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
          const { jobs } = engines.of(request.endpoint.engine)
          if (engines.mode === 'live') return jobs.run({ ...request, since }, waiter)
          // In practice costs are fictitious and never reported.
          const result = await jobs.run({ ...request, since }, waiter).catch((thrown: unknown) => {
            throw thrown instanceof AppError ? withoutCost(thrown) : thrown
          })
          return { ...result, cost: null }
        },
        stored: (request) => engines.of(request.endpoint.engine).jobs.stored(request),
      },
      results: saved,
      digest: (text) => hash('sha256', text),
    }
  }
}

function withoutCost(error: AppError): AppError {
  const { cost, ...data } = error.data
  return cost === undefined ? error : new AppError(error.code, error.message, { data, cause: error })
}
