import { deliverable } from '#shared/endpoint/readOutput.ts'
import { missingOutputs } from '#shared/endpoint/missingOutputs.ts'
import { outputAddresses } from '#shared/endpoint/outputAddresses.ts'
import { isEmpty } from '#shared/endpoint/outputValues.ts'
import { AppError } from '#shared/errors.ts'
import { endCancelled, endFailed } from './followJob.ts'
import type { Job, JobPhase, EngineResult, RemoteRequest } from './job.ts'
import type { JobTools, LiveJob } from './liveJob.ts'
import { aboutRequest } from './liveJob.ts'
import { toEngineResult } from './reduceJob.ts'

/**
 * Waits before a result is asked for again because something that was promised is not in it, in milliseconds: four minutes
 * in all. A file follows its `completed` within moments; what has not come by then is asked for at the next run and resume,
 * and when a person asks.
 */
const WAITS = [1000, 2000, 5000, 10_000, 20_000, 40_000, 60_000, 120_000]

/**
 * The result of a completed job once what its endpoint promised is in it, or as much as will come. It is written down before
 * each wait that it is asked for again, so that nobody pays for it twice. Rejects with `job.awaited` where nothing of it can
 * be delivered yet, or the signal's reason.
 */
export async function awaitOutput(
  live: LiveJob,
  request: RemoteRequest,
  first: EngineResult,
  tools: JobTools,
): Promise<EngineResult> {
  const { clock } = tools
  const { phase } = live.job
  let held = toEngineResult(first)
  let asks = phase.state === 'awaited' ? phase.asks : 0
  // Whoever comes back to it has it asked for at once.
  let atOnce = phase.state === 'awaited'
  for (;;) {
    const missing = lacking(held, live)
    const wait = WAITS[asks]
    if (missing.length === 0 || (wait === undefined && !atOnce)) {
      if (missing.length > 0 && !canGive(held, live)) throw stillAwaited(live, request, missing, held)
      if (live.job.phase.state === 'awaited') await live.record({ type: 'result.read', ...held })
      return held
    }
    if (!atOnce && wait !== undefined) {
      asks++
      const askAt = clock.now() + wait
      await live.record({ type: 'output.missing', ...held, missing, asks, askAt })
      live.notify({ requestId: request.requestId, status: 'output_awaited' })
      await clock.sleep(wait, live.signal)
    }
    atOnce = false
    held = better(held, await readResultOnce(live, request.requestId, held, tools), live)
  }
}

/**
 * The result of a job whose output is awaited, asked for this once and at once, because a person wants it. Rejects with
 * `job.awaited` where it is not all there; where the plan has come to its end, only if nothing of it can be delivered.
 */
export async function readResultNow(
  live: LiveJob,
  phase: Extract<JobPhase, { state: 'awaited' }>,
  tools: JobTools,
): Promise<EngineResult> {
  const { request, asks, askAt } = phase
  const held = toEngineResult(phase)
  const result = better(held, await readResultOnce(live, request.requestId, held, tools), live)
  const missing = lacking(result, live)
  if (missing.length > 0 && (isPlanned(live.job) || !canGive(result, live))) {
    await live.record({ type: 'output.missing', ...result, missing, asks, askAt })
    throw stillAwaited(live, request, missing, result)
  }
  await live.record({ type: 'result.read', ...result })
  return result
}

/** What was promised and is not there. An answer that is too much to be read has come whole, whatever can be found in it. */
export const lacking = (
  { output, whole }: EngineResult,
  { expects }: Pick<LiveJob, 'expects'>,
): readonly string[] => (whole === undefined ? missingOutputs(output, expects) : [])

/** Whether the output of a job is awaited, and planned to be asked for again. */
export const isPlanned = ({ phase }: Job): boolean => phase.state === 'awaited' && phase.asks < WAITS.length

/** Whether something of it can be delivered: a part of what was promised may never come. */
const canGive = ({ output }: EngineResult, { expects }: LiveJob): boolean =>
  outputAddresses(output).length > 0 ||
  Object.keys(deliverable(expects ?? ['json'], { output, media: new Map() })).length > 0

/** What is known after one more answer: an answer with less in it takes nothing away. */
export function better(
  held: EngineResult,
  fresh: EngineResult | null,
  { expects }: Pick<LiveJob, 'expects'>,
): EngineResult {
  if (fresh === null) return held
  const lacks = ({ output }: EngineResult): number => missingOutputs(output, expects).length
  const less = lacks(fresh) > lacks(held) || (isEmpty(fresh.output) && !isEmpty(held.output))
  const { output, whole } = less ? held : fresh
  return toEngineResult({
    output,
    whole,
    cost: fresh.cost ?? held.cost,
    oddCost: fresh.oddCost ?? held.oddCost,
  })
}

/** The result once more; null where it does not come, or is not done after all. */
export async function readResultOnce(
  live: LiveJob,
  requestId: string,
  held: EngineResult,
  { client, closing }: JobTools,
): Promise<EngineResult | null> {
  try {
    const result = await client.result(requestId, { signal: closing })
    if (result.phase === 'completed') return result
    // What has come is never thrown away for a word.
    if (result.phase === 'failed' && isEmpty(held.output)) throw await endFailed(live, requestId, result)
    if (result.phase === 'cancelled' && isEmpty(held.output))
      throw await endCancelled(live, requestId, result)
    return null
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code === 'job.failed' || thrown.code === 'job.cancelled')
      throw thrown
    if (thrown.code === 'account.key') throw aboutRequest(thrown, requestId)
    return null
  }
}

function stillAwaited(
  { job }: LiveJob,
  { requestId }: RemoteRequest,
  missing: readonly string[],
  { cost }: EngineResult,
): AppError {
  const message = `The engine says that the job is done, but its output (${missing.join(', ')}) has not come yet. It is not paid for again: the output is asked for at the next run, by patchbay resume, and by patchbay job refresh ${job.facts.id}. The request id is ${requestId}.`
  return new AppError('job.awaited', message, {
    data: { requestId, job: job.facts.id, missing: [...missing], ...(cost !== null && { cost }) },
  })
}
