import { endedBy } from '#shared/endedBy.ts'
import { AppError } from '#shared/errors.ts'
import type { Accepted } from './jobClient.ts'
import { afterSubmit, countFailure, noFailures } from './afterFailure.ts'
import { isAbandoned } from './abandon.ts'
import type { RemoteRequest } from './job.ts'
import type { JobTools, LiveJob } from './liveJob.ts'
import { isAbort } from './liveJob.ts'
import { equalJitter } from './jitter.ts'
import type { JobEvent } from './reduceJob.ts'

/**
 * Submits a created job until it is accepted. It is repeated only if the engine or the network certainly did nothing;
 * once a byte may have been sent, a lost answer ends in `job.unknown`. Rejects with that, `job.refused`, `account.*`,
 * `engine.*`, or the signal's reason while nothing was sent.
 */
export async function submitJob(live: LiveJob, tools: JobTools): Promise<RemoteRequest> {
  const { client, clock, random } = tools
  let failures = noFailures
  for (;;) {
    await orWithdraw(live, async () => client.admit?.(live.signal))
    if (live.signal.aborted) return withdraw(live)
    await live.record({ type: 'submit.started', at: clock.now() })
    live.notify({ status: 'submitting' })
    const accepted = await tryOnce(live, tools)
    if (!(accepted instanceof AppError)) return accepted
    failures = countFailure(failures, accepted, clock.now())
    const reaction = afterSubmit(failures, accepted, random)
    if (reaction === 'give up') throw await end(live, accepted, tools)
    await saveEvent(live, { type: 'submit.turnedBack' }, tools)
    live.notify({ status: accepted.code === 'engine.busy' ? 'engine_busy' : 'engine_unreachable' })
    await orWithdraw(live, async () => clock.sleep(reaction.wait, live.signal))
  }
}

/** A wait during which nothing is sent: a cancel withdraws the job. */
async function orWithdraw(live: LiveJob, wait: () => Promise<void>): Promise<void> {
  try {
    await wait()
  } catch (thrown) {
    if (isAbort(live.signal, thrown)) return withdraw(live)
    throw thrown
  }
}

/** One submit. Errors of the engine are returned as values; a cancel while nothing had been sent throws. */
async function tryOnce(live: LiveJob, tools: JobTools): Promise<RemoteRequest | AppError> {
  const { client, clock, claim } = tools
  const { facts } = live.job
  let accepted: Accepted
  try {
    accepted = await client.submit(facts.modelId, live.body, { signal: live.signal, marker: facts.id })
  } catch (thrown) {
    if (isAbort(live.signal, thrown)) {
      await saveEvent(live, { type: 'submit.turnedBack' }, tools)
      return withdraw(live)
    }
    // Any other error may have happened after the first byte.
    return thrown instanceof AppError
      ? thrown
      : new AppError('job.unknown', describeLost(thrown), { cause: thrown })
  }
  const request = { ...accepted, at: clock.now() }
  try {
    if (!claim(request.requestId, facts.id)) return taken(request.requestId)
    await saveEvent(live, { type: 'submit.accepted', request }, tools)
  } catch (thrown) {
    return unkept(request.requestId, thrown)
  }
  live.notify({ requestId: request.requestId, status: 'submitted', ...usualTime(facts.modelId, tools) })
  return request
}

/** The usual duration of such a job, if known. */
function usualTime(modelId: string, { polls, log }: JobTools): { readonly expected?: number } {
  try {
    const { usual } = polls.plan(modelId)
    return usual === null ? {} : { expected: usual }
  } catch (thrown) {
    // It is accepted, even if learning failed.
    log.warn('durations.unread', { endpoint: modelId, error: thrown })
    return {}
  }
}

async function end(live: LiveJob, error: AppError, tools: JobTools): Promise<AppError> {
  const data = error.toJSON()
  const charged = error.data['charged'] === 'unknown' ? ({ charged: 'unknown' } as const) : {}
  if (error.code !== 'job.unknown')
    await saveEvent(live, { type: 'submit.refused', error: data, ...charged }, tools)
  // If even that cannot be stored, the job is found in the middle of its submit: then it is unknown as well.
  else
    await saveEvent(live, { type: 'submit.lost', evidence: data }, tools).catch((thrown: unknown) =>
      tools.log.error('job.unwritten', { job: live.job.facts.id, error: thrown }),
    )
  return error
}

const MAX_SAVE_TRIES = 6

/** The outcome of a submit is returned only once, so a failing store is retried for some seconds. */
async function saveEvent(
  live: LiveJob,
  event: JobEvent,
  { clock, random, closing }: JobTools,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await live.record(event)
      return
    } catch (thrown) {
      if (attempt === MAX_SAVE_TRIES || closing.aborted) throw thrown
      await clock.sleep(equalJitter(attempt, 250, 4000, random), closing).catch(endedBy(closing))
    }
  }
}

async function withdraw(live: LiveJob): Promise<never> {
  if (isAbandoned(live.signal)) throw live.signal.reason
  await live.record({ type: 'withdrawn' })
  throw live.signal.reason
}

const taken = (requestId: string): AppError =>
  new AppError(
    'job.unknown',
    `The engine answered with the request id ${requestId}, which belongs to another job. It is not known whether it accepted this one, so it is not sent again automatically.`,
    { data: { call: 'submit', reason: 'request-id-taken', requestId } },
  )

/** The last resort for an id that no store accepted: to report it. */
const unkept = (requestId: string, thrown: unknown): AppError =>
  new AppError(
    'job.unknown',
    `The engine took the job as request ${requestId}, but that could not be written down here. It may be charged, so it is not sent again by itself.`,
    { data: { call: 'submit', reason: 'unkept', requestId }, cause: thrown },
  )

const describeLost = (thrown: unknown): string =>
  `The submit ended in a fault of our own (${thrown instanceof Error ? thrown.message : String(thrown)}). It may have been accepted and charged, so it is not sent again by itself.`
