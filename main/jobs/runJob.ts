import { AppError } from '#shared/errors.ts'
import type { JobResult } from '#shared/services.ts'
import { downloadResult } from './downloadResult.ts'
import { cancelJob } from './cancelJob.ts'
import { isAbandoned } from './abandon.ts'
import { findRequest } from './findRequest.ts'
import { followJob } from './followJob.ts'
import type { RemoteRequest } from './job.ts'
import type { SavedResult } from './keepAnswer.ts'
import type { JobTools, LiveJob } from './liveJob.ts'
import { isAbort } from './liveJob.ts'
import { submitJob } from './submitJob.ts'

/** The life of a job from its creation to its files. Rejects as `Jobs.run` says. */
export async function runJob(live: LiveJob, tools: JobTools): Promise<JobResult> {
  const request = await submitOrFind(live, tools)
  const result = await followOrCancel(live, request, tools)
  return downloadResult(live, request, result, tools)
}

/**
 * Waits before a lost submit is looked for in the engine's listing, in milliseconds: a request may take a moment to
 * appear there. Later it is looked for at the next start, the next run, and when the user asks.
 */
const LISTING_WAITS = [1000, 5000, 15_000]

/** The request of a submit; of one whose answer was lost, the one that the engine lists. */
async function submitOrFind(live: LiveJob, tools: JobTools): Promise<RemoteRequest> {
  try {
    return await submitJob(live, tools)
  } catch (thrown) {
    const lost = live.job.phase.state === 'unknown' && tools.client.findSubmits !== undefined
    for (const wait of lost ? LISTING_WAITS : []) {
      const request = await waitAndFind(live, wait, tools)
      if (request !== null) return request
    }
    throw thrown
  }
}

/** Null if it is not listed, or nobody waits for it any more. */
async function waitAndFind(live: LiveJob, wait: number, tools: JobTools): Promise<RemoteRequest | null> {
  try {
    await tools.clock.sleep(wait, live.signal)
    return await findRequest(live, tools)
  } catch (thrown) {
    if (isAbort(live.signal, thrown)) return null
    throw thrown
  }
}

/** Polls to the result; a cancel cancels what can be cancelled. If it is abandoned, it leaves the job as it is. */
export async function followOrCancel(
  live: LiveJob,
  request: RemoteRequest,
  tools: JobTools,
): Promise<SavedResult> {
  try {
    return await followJob(live, request, tools)
  } catch (thrown) {
    // Any error except a named one of this call is the end of a wait: better one cancel too many than one omitted.
    const own = thrown instanceof AppError && thrown !== live.signal.reason
    if (!live.signal.aborted || isAbandoned(live.signal) || own) throw thrown
    return cancelJob(live, request, tools)
  }
}
