import type { ErrorData } from '#shared/errors.ts'
import { AppError } from '#shared/errors.ts'
import type { Clock } from '#shared/services.ts'
import { afterRead, countFailure, noFailures } from './afterFailure.ts'
import type { RemoteRequest } from './job.ts'
import { refOf } from './job.ts'
import type { SavedResult } from './keepAnswer.ts'
import type { JobTools, LiveJob } from './liveJob.ts'
import { aboutRequest, isAbort } from './liveJob.ts'
import type { PollPlan } from './pollPlan.ts'
import type { PollMoment } from './polls.ts'
import { pollDelay } from './polls.ts'
import { toEngineResult } from './reduceJob.ts'

/**
 * Repeats a reading call until it returns an answer, waiting between tries. Rejects with the error that ends it, or the
 * signal's reason.
 */
export async function retryWhileUnavailable<T>(
  live: LiveJob,
  tools: JobTools,
  send: () => Promise<T>,
): Promise<T> {
  const { clock, patience, random } = tools
  let failures = noFailures
  for (;;) {
    try {
      return await send()
    } catch (thrown) {
      if (isAbort(live.signal, thrown) || !(thrown instanceof AppError)) throw thrown
      const now = clock.now()
      failures = countFailure(failures, thrown, now)
      const reaction = afterRead(failures, thrown, { now, patience, random })
      if (reaction === 'give up') throw thrown
      // Sleep does not count against the patience: the network may need a moment to come back.
      if (await sleptThrough(clock, reaction.wait, live.signal)) failures = { ...failures, since: null }
    }
  }
}

/** A wait that takes this much longer than requested means that the machine has slept. */
const SLEPT = 30_000

/** Waits; resolves with whether the machine slept meanwhile. */
async function sleptThrough(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<boolean> {
  const from = clock.now()
  await clock.sleep(milliseconds, signal)
  return clock.now() - from > milliseconds + SLEPT
}

/**
 * Polls a submitted job until its result is read. Rejects with `job.failed`, `job.cancelled`, `job.lost`, or, the job
 * continuing there, with `account.key`, `engine.*`, `egress.refused`, each with the request id, or the signal's reason.
 */
export async function followJob(
  live: LiveJob,
  request: RemoteRequest,
  tools: JobTools,
): Promise<SavedResult> {
  const { client, clock } = tools
  const { requestId } = request
  const { modelId } = live.job.facts
  const ref = refOf(live.job.facts, request)
  let seen: Pick<PollMoment, 'waiting'> | null = null
  let requestedAt = request.at
  /** Since when its status says failed while its result says in progress. */
  let failedSince: number | null = null
  try {
    // One plan for the job's whole life: of jobs that began together the fast ones end first, and would mislead the
    // others.
    const plan = tools.polls.plan(modelId)
    for (;;) {
      const before = requestedAt
      const elapsed = clock.now() - request.at
      // Taken up after its next poll was due.
      const overdue = seen === null && elapsed >= plan.next(0)
      // Whether it has begun is not known before the first poll.
      const moment: PollMoment = { waiting: seen?.waiting ?? false, elapsed }
      const planned = overdue ? 0 : await waitForPoll(live, tools, plan, moment)
      const status = await retryWhileUnavailable(live, tools, () =>
        client.status(ref, { signal: live.signal }),
      )
      // The time now, not before the call, which may have waited for its turn.
      requestedAt = clock.now()
      await live.record({ type: 'status.read', status })
      live.notify({
        requestId,
        status: status.word,
        ...(status.queuePosition !== null && { queuePosition: status.queuePosition }),
        ...(plan.usual !== null && { expected: plan.usual }),
      })
      seen = { waiting: status.phase === 'waiting' }
      if (status.phase === 'cancelled') throw await endCancelled(live, requestId, tools)
      if (status.phase !== 'completed' && status.phase !== 'failed') continue
      const result = await readEnd(live, request, tools)
      if (result !== null) {
        const took = tookFor(result, { submitted: request.at, before, requestedAt, planned })
        if (took !== null) learn(tools, modelId, took)
        return result
      }
      // The result decides: a job in progress may still bring its paid result.
      failedSince = status.phase === 'failed' ? (failedSince ?? requestedAt) : null
      if (failedSince !== null && clock.now() - failedSince >= tools.patience)
        throw await endFailed(live, requestId, { error: '', output: null, cost: null })
    }
  } catch (thrown) {
    throw await endOf(live, request, thrown)
  }
}

/** After a sleep of the machine all jobs would poll at once. */
const SPREAD_AFTER_SLEEP = 3000

/** Resolves when it is time to poll, with the planned wait. */
async function waitForPoll(
  live: LiveJob,
  { clock, random }: JobTools,
  plan: PollPlan,
  moment: PollMoment,
): Promise<number> {
  const delay = pollDelay(plan, moment, random)
  if (await sleptThrough(clock, delay, live.signal))
    await clock.sleep(SPREAD_AFTER_SLEEP * random(), live.signal)
  return delay
}

/** The network and the calls of others may take this much beyond the planned wait, in milliseconds. */
const MAX_DELAY_MS = 5000

interface LastQuestions {
  readonly submitted: number
  readonly before: number
  readonly requestedAt: number
  /** The planned wait between the two. */
  readonly planned: number
}

/**
 * How long a job took, in milliseconds: by the engine's times if plausible; else the middle between the last two polls,
 * because at the later one it was done already. Null after a long gap between them (the job is another process's, the
 * machine slept, the network was down): that says nothing about the endpoint.
 */
function tookFor(
  { took }: SavedResult,
  { submitted, before, requestedAt: asked, planned }: LastQuestions,
): number | null {
  if (took !== null && took > 0 && took <= asked - submitted) return took
  return asked - before > planned + MAX_DELAY_MS ? null : (before + asked) / 2 - submitted
}

function learn({ polls, log }: JobTools, modelId: string, took: number): void {
  try {
    polls.learn(modelId, took)
  } catch (thrown) {
    // The next job is polled as this one was: no reason to lose the result.
    log.warn('durations.unwritten', { endpoint: modelId, error: thrown })
  }
}

/**
 * The result of a job whose status says ended: the result's own status decides. Null if the result says in progress.
 * Not aborted by the job's signal: complete results are fetched, and only waits are cut short.
 */
export async function readEnd(
  live: LiveJob,
  request: RemoteRequest,
  tools: JobTools,
): Promise<SavedResult | null> {
  const { client, closing } = tools
  const { requestId } = request
  const ref = refOf(live.job.facts, request)
  const result = await retryWhileUnavailable(live, tools, () => client.result(ref, { signal: closing }))
  switch (result.phase) {
    case 'completed':
      await live.record({ type: 'result.read', ...toEngineResult(result) })
      return result
    case 'failed':
      throw await endFailed(live, requestId, result)
    case 'cancelled':
      throw await endCancelled(live, requestId, tools, result)
    case 'waiting':
    case 'running':
    case 'unknown':
      return null
  }
}

export async function endCancelled(
  live: LiveJob,
  requestId: string,
  { chargedIfCancelled }: Pick<JobTools, 'chargedIfCancelled'>,
  { cost, charged }: Pick<SavedResult, 'cost' | 'charged'> = { cost: null },
): Promise<AppError> {
  const reported = charged === 'yes' || (cost ?? 0) > 0 ? 'yes' : charged
  await live.record({ type: 'cancelled', charged: reported ?? chargedIfCancelled })
  return new AppError(
    'job.cancelled',
    `The job was cancelled at the engine. The request id is ${requestId}.`,
    {
      data: { requestId },
    },
  )
}

export async function endFailed(
  live: LiveJob,
  requestId: string,
  {
    error,
    output,
    cost,
    oddCost,
    charged,
  }: Pick<SavedResult, 'error' | 'output' | 'cost' | 'oddCost' | 'charged'>,
): Promise<AppError> {
  // The engine's words may be a sentence already.
  const why = error === '' ? 'without saying why' : `: ${error.replace(/\.\s*$/, '')}`
  const message = `The engine took the job and it failed ${why}. The request id is ${requestId}.`.replace(
    ' :',
    ':',
  )
  const failed = new AppError('job.failed', message, {
    data: { requestId, ...(error !== '' && { said: error }) },
  })
  // Its outputs may have been paid for nevertheless.
  const hasResult = output !== null || cost !== null || oddCost !== undefined
  await live.record({
    type: 'failed',
    error: failed.toJSON(),
    charged: charged ?? ((cost ?? 0) > 0 ? 'yes' : 'unknown'),
    ...(hasResult && { told: toEngineResult({ output, cost, oddCost }) }),
  })
  return failed
}

/** What a failed read means for the job: some errors end it, after others it continues there and can be read again. */
async function endOf(live: LiveJob, { requestId, doubt }: RemoteRequest, thrown: unknown): Promise<unknown> {
  if (isAbort(live.signal, thrown) || !(thrown instanceof AppError)) return thrown
  const ends = thrown.code === 'job.lost' || thrown.code === 'job.failed'
  const error = aboutRequest(thrown, requestId, ends ? '' : ' The job itself may go on there.')
  const { state } = live.job.phase
  if (thrown.code === 'job.lost' && doubt !== undefined && state !== 'cancelling') {
    await live.record({ type: 'request.unknown' })
    return unknownRequest(requestId, doubt)
  }
  if (ends && (state === 'submitted' || state === 'in_queue' || state === 'in_progress')) {
    await live.record({ type: 'failed', error: error.toJSON(), charged: 'unknown' })
  }
  return error
}

/** The request was never certain to be the job's: the job returns to its state without it. */
const unknownRequest = (requestId: string, doubt: ErrorData): AppError =>
  new AppError('job.unknown', `The engine does not know the request ${requestId}. ${doubt.message}`, {
    data: { ...doubt.data, requestId },
  })
