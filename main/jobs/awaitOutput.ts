import { deliverable } from '#shared/endpoint/readOutput.ts'
import { missingOutputs } from '#shared/endpoint/missingOutputs.ts'
import { outputAddresses } from '#shared/endpoint/outputAddresses.ts'
import { isEmpty } from '#shared/endpoint/outputValues.ts'
import { AppError } from '#shared/errors.ts'
import { endCancelled, endFailed } from './followJob.ts'
import type { Job, JobPhase, EngineResult, RemoteRequest } from './job.ts'
import { refOf } from './job.ts'
import type { JobTools, LiveJob } from './liveJob.ts'
import { aboutRequest } from './liveJob.ts'
import { toEngineResult } from './reduceJob.ts'

/**
 * Waits before a result is read again because a promised output is missing, in milliseconds: four minutes in all. A
 * file follows its `completed` within moments; what has not arrived by then is read at the next run and resume, and on
 * request.
 */
const WAITS = [1000, 2000, 5000, 10_000, 20_000, 40_000, 60_000, 120_000]

/**
 * The result of a completed job once it contains what its endpoint promised, or as much as will arrive. Before each
 * wait it is recorded that the result is to be read again, so that nobody pays for it twice. Rejects with `job.awaited`
 * if nothing of it can be delivered yet, or the signal's reason.
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
  let reads = phase.state === 'awaited' ? phase.asks : 0
  // After a restart it is read at once.
  let atOnce = phase.state === 'awaited'
  for (;;) {
    const missing = lacking(held, live)
    const wait = WAITS[reads]
    if (missing.length === 0 || (wait === undefined && !atOnce)) {
      if (missing.length > 0 && !canGive(held, live)) throw stillAwaited(live, request, missing, held)
      if (live.job.phase.state === 'awaited') await live.record({ type: 'result.read', ...held })
      return held
    }
    if (!atOnce && wait !== undefined) {
      reads++
      const askAt = clock.now() + wait
      await live.record({ type: 'output.missing', ...held, missing, asks: reads, askAt })
      live.notify({ requestId: request.requestId, status: 'output_awaited' })
      await clock.sleep(wait, live.signal)
    }
    atOnce = false
    held = better(held, await readResultOnce(live, request, held, tools), live)
  }
}

/**
 * Reads the result of a job whose output is awaited once and at once, because the user wants it. Rejects with
 * `job.awaited` if it is incomplete; at the end of the plan, only if nothing of it can be delivered.
 */
export async function readResultNow(
  live: LiveJob,
  phase: Extract<JobPhase, { state: 'awaited' }>,
  tools: JobTools,
): Promise<EngineResult> {
  const { request, asks, askAt } = phase
  const held = toEngineResult(phase)
  const result = better(held, await readResultOnce(live, request, held, tools), live)
  const missing = lacking(result, live)
  if (missing.length > 0 && (isPlanned(live.job) || !canGive(result, live))) {
    await live.record({ type: 'output.missing', ...result, missing, asks, askAt })
    throw stillAwaited(live, request, missing, result)
  }
  await live.record({ type: 'result.read', ...result })
  return result
}

/**
 * The missing promised outputs. An answer that is too large to be read counts as complete, whatever was found in it.
 */
export const lacking = (
  { output, whole }: EngineResult,
  { expects }: Pick<LiveJob, 'expects'>,
): readonly string[] => (whole === undefined ? missingOutputs(output, expects) : [])

/** Whether the output of a job is awaited, and another read is planned. */
export const isPlanned = ({ phase }: Job): boolean => phase.state === 'awaited' && phase.asks < WAITS.length

/** Whether part of it can be delivered: the rest may never arrive. */
const canGive = ({ output }: EngineResult, { expects }: LiveJob): boolean =>
  outputAddresses(output).length > 0 ||
  Object.keys(deliverable(expects ?? ['json'], { output, media: new Map() })).length > 0

/** The result after one more answer: an answer with less in it removes nothing. */
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

/** The result again; null if it does not arrive, or is not done after all. */
export async function readResultOnce(
  live: LiveJob,
  request: RemoteRequest,
  held: EngineResult,
  { client, closing }: JobTools,
): Promise<EngineResult | null> {
  const { requestId } = request
  try {
    const result = await client.result(refOf(live.job.facts, request), { signal: closing })
    if (result.phase === 'completed') return result
    // What has arrived is never discarded because of a status.
    if (result.phase === 'failed' && isEmpty(held.output)) throw await endFailed(live, requestId, result)
    if (result.phase === 'cancelled' && isEmpty(held.output))
      // The engine has called it done before.
      throw await endCancelled(
        live,
        requestId,
        { chargedIfCancelled: 'unknown' },
        { ...result, cost: result.cost ?? held.cost },
      )
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
