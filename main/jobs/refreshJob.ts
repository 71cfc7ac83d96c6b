import { AppError } from '#shared/errors.ts'
import type { JobResult } from '#shared/services.ts'
import { readResultNow, readResultOnce, better } from './awaitOutput.ts'
import { downloadResult, readAgain, toResult } from './downloadResult.ts'
import { continueJob } from './continueJob.ts'
import type { JobTools, LiveJob } from './liveJob.ts'

/**
 * Reads the result of a job once more for the user. Existing parts are kept in any case. A job that is not done yet is
 * followed as usual, and an unknown one is looked for where the engine has a listing. Rejects with `input.invalid` if the job has no request, or ended without a result.
 */
export async function refreshJob(live: LiveJob, tools: JobTools): Promise<JobResult> {
  const { phase } = live.job
  switch (phase.state) {
    case 'downloaded':
      return (await readAgain(live, phase, tools)) ?? toResult(phase)
    case 'awaited':
      return downloadResult(live, phase.request, await readResultNow(live, phase, tools), tools)
    case 'expired': {
      const held = { output: phase.output, whole: phase.whole, cost: phase.cost ?? null }
      const fresh = await readResultOnce(live, phase.request, held, tools)
      if (fresh === null) return continueJob(live, tools)
      const result = better(held, fresh, live)
      await live.record({ type: 'result.read', ...result })
      return downloadResult(live, phase.request, result, tools)
    }
    case 'unknown':
      if (tools.client.findSubmits !== undefined) return continueJob(live, tools)
      throw unready(live)
    case 'created':
    case 'submitting':
    case 'failed':
    case 'cancelled':
      throw unready(live)
    default:
      return continueJob(live, tools)
  }
}

const unready = ({ job: { facts, phase } }: LiveJob): AppError =>
  new AppError(
    'input.invalid',
    `Only a job that is done can be asked for again; ${facts.id} is ${phase.state}.`,
  )
