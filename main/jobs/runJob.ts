import { AppError } from '#shared/errors.ts'
import type { JobResult } from '#shared/services.ts'
import { downloadResult } from './downloadResult.ts'
import { cancelJob } from './cancelJob.ts'
import { isAbandoned } from './abandon.ts'
import { followJob } from './followJob.ts'
import type { RemoteRequest } from './job.ts'
import type { SavedResult } from './keepAnswer.ts'
import type { JobTools, LiveJob } from './liveJob.ts'
import { submitJob } from './submitJob.ts'

/** The life of a job from its creation to its files. Rejects as `Jobs.run` says. */
export async function runJob(live: LiveJob, tools: JobTools): Promise<JobResult> {
  const request = await submitJob(live, tools)
  const result = await followOrCancel(live, request, tools)
  return downloadResult(live, request, result, tools)
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
