import type { ResultRow, ResultDetails } from '#shared/api/records.ts'
import { AppError } from '#shared/errors.ts'
import type { Media } from '#shared/ports/value.ts'
import type { Origin } from '#shared/services.ts'
import type { AssetStore } from '../../assets/assets.ts'
import { openAsset } from '../assets/saveAsset.ts'
import { resultsOf } from './readResults.ts'
import type { ResultsOptions } from './results.ts'
import { createStories } from './results.ts'

export interface DetailsOptions extends Omit<ResultsOptions, 'originOf'> {
  readonly assets: Pick<AssetStore, 'has' | 'kindsOf' | 'originOf' | 'resolve'>
}

/**
 * The maximum number of steps that are searched: a picture that was reused more often is reported as reused that often.
 */
const MAX_STEPS = 1000

/** What is known about an asset: the run that made it and its inputs; or its other source. */
export async function readDetails(sha256: string, options: DetailsOptions): Promise<ResultDetails> {
  const { assets, history } = options
  const detailsOf = createStories(options)
  const steps = history.made({ before: null, skip: 0, limit: MAX_STEPS, runName: null, sha256, words: [] })
  let row: ResultRow | null = null
  for (const made of steps) {
    row =
      resultsOf(made, detailsOf(made.run), assets.originOf).find(({ media }) => media.sha256 === sha256) ??
      null
    if (row !== null) break
  }
  const again = steps.filter(
    ({ node, run, step }) => step.phase === 'done' && step.reused && node === row?.node && run !== row.run,
  )
  const media = row?.media ?? (await openMedia(assets, sha256))
  return {
    media,
    gone: media === null || !assets.has(media),
    row,
    source: row === null ? sourceOf(assets.originOf(sha256)) : null,
    reuses: again.length,
  }
}

async function openMedia(
  assets: Pick<AssetStore, 'resolve' | 'kindsOf'>,
  sha256: string,
): Promise<Media | null> {
  try {
    return await openAsset(assets, sha256)
  } catch (thrown) {
    // It is gone or damaged: nothing more is known about it.
    if (thrown instanceof AppError) return null
    throw thrown
  }
}

function sourceOf(origin: Origin | undefined): ResultDetails['source'] {
  if (origin?.from === 'file') return { from: 'file', name: origin.name }
  // The query may contain a signature.
  if (origin?.from === 'address') return { from: 'address', name: origin.url.replace(/[?#][^]*$/, '') }
  return null
}
