import { deliverable } from '#shared/endpoint/readOutput.ts'
import { AppError } from '#shared/errors.ts'
import type { Media } from '#shared/ports/value.ts'
import type { JobResult } from '#shared/services.ts'
import { readResultOnce, awaitOutput, better, lacking } from './awaitOutput.ts'
import { fetchOutputs } from './fetchOutputs.ts'
import type { JobPhase, EngineResult, RemoteRequest } from './job.ts'
import type { JobTools, LiveJob } from './liveJob.ts'
import { isAbort } from './liveJob.ts'

type Downloaded = Extract<JobPhase, { readonly state: 'downloaded' }>

/**
 * Fetches the outputs of a completed job: waits for missing parts of its result, then fetches its files. Rejects as
 * those do.
 */
export async function downloadResult(
  live: LiveJob,
  request: RemoteRequest,
  first: EngineResult,
  tools: JobTools,
): Promise<JobResult> {
  const result = await awaitOutput(live, request, first, tools)
  return fetchOutputs(live, request, result, tools)
}

/**
 * A finished job. Its files are fetched again if they are gone from the library; if nothing of it can be delivered, its
 * result is read once more, because it may have been incomplete.
 */
export async function finishDownloaded(
  live: LiveJob,
  phase: Downloaded,
  tools: JobTools,
): Promise<JobResult> {
  const { request, media, output, whole } = phase
  if (whole !== undefined && !tools.has(whole)) {
    const again = await readAgain(live, phase, tools)
    if (again !== null) return again
  }
  if (!media.every(([, each]) => tools.has(each))) return fetchOutputs(live, request, phase, tools)
  const stored = new Map<string, Media>(media)
  const useful =
    live.expects === null ||
    Object.keys(deliverable(live.expects, { output, media: stored, whole })).length > 0
  if (useful) return toResult(phase)
  if (lacking(phase, live).length > 0) return downloadResult(live, request, phase, tools)
  return (await readAgain(live, phase, tools)) ?? toResult(phase)
}

/** The result and its files once more. Existing files stay in any case; null on failure. */
export async function readAgain(
  live: LiveJob,
  phase: Downloaded,
  tools: JobTools,
): Promise<JobResult | null> {
  const { request } = phase
  const fresh = await readResultOnce(live, request, phase, tools)
  if (fresh === null) return null
  try {
    return await fetchOutputs(live, request, better(phase, fresh, live), tools, 'what there is stays')
  } catch (thrown) {
    if (isAbort(live.signal, thrown) || !(thrown instanceof AppError)) throw thrown
    return null
  }
}

export const toResult = ({ request, output, cost, media, notes, whole }: Downloaded): JobResult => ({
  requestId: request.requestId,
  output,
  ...(whole !== undefined && { whole }),
  media: new Map(media),
  cost,
  ...(notes !== undefined && { notes }),
})
