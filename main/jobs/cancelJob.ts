import { AppError } from '#shared/errors.ts'
import type { Cancelled, RequestRef, Result, Status } from './jobClient.ts'
import { readEnd } from './followJob.ts'
import type { RemoteRequest } from './job.ts'
import { refOf } from './job.ts'
import type { JobTools, LiveJob } from './liveJob.ts'

/** How often a busy engine is asked to cancel, and the waits in between, in milliseconds. */
const TRIES = 3
const LONGEST_WAIT = 2000
/** Waits before each read of a job that was asked to stop, in milliseconds; then it is followed like any other. */
const STOP_WAITS = [500, 1000, 2000]

/** The word of a job that runs and was asked to stop: it may still be cancelled. */
export const STOP_REQUESTED = 'stop requested'

/**
 * Cancels a submitted job. A queued one is cancelled, and the signal's reason is thrown. A running one is stopped where
 * the engine can do that; else it is reported as `not_cancellable` and left to finish, and the reason is thrown too. Completion wins the race: then its
 * result is returned.
 */
export async function cancelJob(live: LiveJob, request: RemoteRequest, tools: JobTools): Promise<Result> {
  const { requestId } = request
  const ref = refOf(live.job.facts, request)
  await live.record({ type: 'cancel.asked' })
  live.notify({ requestId, status: 'cancelling' })
  const answer = await requestCancel(ref, tools)
  if (answer?.outcome === 'cancelled') {
    await live.record({ type: 'cancelled' })
    live.notify({ requestId, status: 'cancelled' })
    throw reasonOf(live)
  }
  const stands = await readStanding(ref, answer, tools)
  const result = hasEnded(stands) ? await readLast(live, request, tools) : null
  if (result !== null) return result
  // Reading its end may have ended it: as failed, or cancelled after all.
  if (live.job.phase.state === 'cancelling') {
    const word = answer?.outcome === 'requested' ? STOP_REQUESTED : (stands?.word ?? 'unknown')
    await live.record({ type: 'cancel.declined', word })
    live.notify({ requestId, status: 'not_cancellable' })
  }
  throw reasonOf(live)
}

/** Why it was cancelled; a cancel that an earlier process began no longer has a signal. */
const reasonOf = ({ signal }: LiveJob): unknown =>
  signal.reason ?? new AppError('cancelled', 'This was cancelled.')

async function requestCancel(
  ref: RequestRef,
  { client, clock, random, closing }: JobTools,
): Promise<Cancelled | null> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await client.cancel(ref)
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown
      if (thrown.code !== 'engine.busy' || attempt === TRIES) return null
      const retryAfter = thrown.data['retryAfter']
      const wait = typeof retryAfter === 'number' ? retryAfter : 1000
      // Not the job's own signal, which is aborted already: this is the work after the cancel.
      await clock.sleep(Math.min(wait, LONGEST_WAIT) * (0.5 + 0.5 * random()), closing)
    }
  }
}

const hasEnded = (stands: Pick<Status, 'phase'> | null): boolean =>
  stands?.phase === 'completed' || stands?.phase === 'failed' || stands?.phase === 'cancelled'

/** The job's state after a cancel. If the answer does not contain it, its status does. */
async function readStanding(
  ref: RequestRef,
  answer: Cancelled | null,
  tools: JobTools,
): Promise<Pick<Status, 'phase' | 'word'> | null> {
  if (answer !== null && answer.phase !== 'unknown') return answer
  if (answer?.outcome !== 'requested') return requestStatus(ref, tools)
  // A job that was asked to stop takes a moment to do so.
  let stands = null
  for (const wait of STOP_WAITS) {
    await tools.clock.sleep(wait, tools.closing)
    stands = await requestStatus(ref, tools)
    if (hasEnded(stands)) return stands
  }
  return stands
}

const orNull = <T>(call: Promise<T>): Promise<T | null> =>
  call.catch((thrown: unknown) => {
    if (thrown instanceof AppError) return null
    throw thrown
  })

const requestStatus = (ref: RequestRef, { client }: JobTools) => orNull(client.status(ref))

/** Reads the result without waiting: a cancelled run would not wait for its errors. */
async function readLast(live: LiveJob, request: RemoteRequest, tools: JobTools): Promise<Result | null> {
  try {
    return await readEnd(live, request, tools)
  } catch (thrown) {
    if (thrown instanceof AppError || thrown === live.signal.reason) return null
    throw thrown
  }
}
