import type { ErrorData } from '#shared/errors.ts'
import { AppError } from '#shared/errors.ts'
import type { JobResult } from '#shared/services.ts'
import { downloadResult, finishDownloaded } from './downloadResult.ts'
import { cancelJob } from './cancelJob.ts'
import type { JobTools, LiveJob } from './liveJob.ts'
import { findRequest } from './findRequest.ts'
import { followJob } from './followJob.ts'
import { followOrCancel, runJob } from './runJob.ts'

/**
 * Continues a job from any state: what an earlier process left, or the user has settled. Never submits a job whose
 * submit may have been accepted: an unknown one is looked for in the engine's listing, if it has one. Rejects as `Jobs.run` does.
 */
export async function continueJob(live: LiveJob, tools: JobTools): Promise<JobResult> {
  const { phase } = live.job
  switch (phase.state) {
    case 'created':
      return runJob(live, tools)
    case 'submitting':
      await live.record({ type: 'restarted' })
      return continueJob(live, tools)
    case 'submitted':
    case 'in_queue':
    case 'in_progress': {
      const result = await followOrCancel(live, phase.request, tools)
      return downloadResult(live, phase.request, result, tools)
    }
    case 'cancelling': {
      // It has a caller again. The cancel may have succeeded: only the status shows that.
      await live.record({ type: 'cancel.declined', word: 'restarted' })
      return continueJob(live, tools)
    }
    case 'completed':
    case 'awaited':
      return downloadResult(live, phase.request, phase, tools)
    case 'downloaded':
      return finishDownloaded(live, phase, tools)
    case 'failed':
    case 'expired':
      throw toError(phase.error)
    case 'cancelled':
      throw new AppError('job.cancelled', 'The job was cancelled.', { data: { job: live.job.facts.id } })
    case 'unknown': {
      if ((await findRequest(live, tools)) !== null) return continueJob(live, tools)
      throw toError({ ...phase.evidence, code: 'job.unknown' })
    }
  }
}

/** Like `continueJob`, but continues a cancel that was in progress when its process ended. */
export async function continueCancel(live: LiveJob, tools: JobTools): Promise<JobResult> {
  const { phase } = live.job
  if (phase.state !== 'cancelling') return continueJob(live, tools)
  const result = await cancelJob(live, phase.request, tools).catch(async (thrown: unknown) => {
    // It had begun: it is left to finish, and its paid result is saved.
    if (live.job.phase.state !== 'in_progress') throw thrown
    return followJob(live, phase.request, tools)
  })
  return downloadResult(live, phase.request, result, tools)
}

const toError = ({ code, message, data = {} }: ErrorData): AppError => new AppError(code, message, { data })
