import { AppError } from '#shared/errors.ts'
import type { Accepted } from '#main/runcomfy/readSubmit.ts'
import { afterSubmit, countFailure, noFailures } from './afterFailure.ts'
import { isDetached } from './detach.ts'
import type { RemoteRequest } from './job.ts'
import type { JobTools, LiveJob } from './liveJob.ts'
import { isAbort } from './liveJob.ts'

/**
 * Submits a created job until it is accepted. It is made again only where the engine or the network certainly did nothing;
 * once a byte may have left, an answer that is lost ends in `job.unknown`. Rejects with that, `job.refused`, `account.*`,
 * `engine.*`, or the signal's reason while nothing was sent.
 */
export async function submitJob(live: LiveJob, tools: JobTools): Promise<RemoteRequest> {
  const { clock, random } = tools
  let failures = noFailures
  for (;;) {
    if (live.signal.aborted) return withdraw(live)
    await live.record({ type: 'submit.started', at: clock.now() })
    live.tell({ status: 'submitting' })
    const accepted = await tryOnce(live, tools)
    if (!(accepted instanceof AppError)) return accepted
    failures = countFailure(failures, accepted, clock.now())
    const reaction = afterSubmit(failures, accepted, random)
    if (reaction === 'give up') throw await end(live, accepted)
    await live.record({ type: 'submit.turnedBack' })
    live.tell({ status: accepted.code === 'engine.busy' ? 'engine_busy' : 'engine_unreachable' })
    try {
      await clock.sleep(reaction.wait, live.signal)
    } catch (thrown) {
      if (isAbort(live.signal, thrown)) return withdraw(live)
      throw thrown
    }
  }
}

/** One submit. Errors of the engine come back as values; being called off while nothing had left throws. */
async function tryOnce(live: LiveJob, { client, clock, claim }: JobTools): Promise<RemoteRequest | AppError> {
  const { facts } = live.job
  let accepted: Accepted
  try {
    accepted = await client.submit(facts.modelId, live.body, { signal: live.signal })
  } catch (thrown) {
    if (isAbort(live.signal, thrown)) {
      await live.record({ type: 'submit.turnedBack' })
      return withdraw(live)
    }
    // What is no word of the client's may have come after the first byte.
    return thrown instanceof AppError
      ? thrown
      : new AppError('job.unknown', lostWords(thrown), { cause: thrown })
  }
  if (!claim(accepted.requestId, facts.id)) return taken(accepted.requestId)
  const request = { ...accepted, at: clock.now() }
  try {
    await live.record({ type: 'submit.accepted', request })
  } catch (thrown) {
    throw unkept(request.requestId, thrown)
  }
  live.tell({ requestId: request.requestId, status: 'submitted' })
  return request
}

async function end(live: LiveJob, error: AppError): Promise<AppError> {
  const data = error.toJSON()
  if (error.code === 'job.unknown') await live.record({ type: 'submit.lost', evidence: data })
  else await live.record({ type: 'submit.refused', error: data })
  return error
}

async function withdraw(live: LiveJob): Promise<never> {
  if (isDetached(live.signal)) throw live.signal.reason
  await live.record({ type: 'withdrawn' })
  throw live.signal.reason
}

const taken = (requestId: string): AppError =>
  new AppError(
    'job.unknown',
    `The engine answered with the request id ${requestId}, which it had given to another job. Whether it took this one nobody can say, so it is not sent again by itself.`,
    { data: { call: 'submit', reason: 'request-id-taken', requestId } },
  )

/** The last that can be done for an id that no store took: to say it. */
const unkept = (requestId: string, thrown: unknown): AppError =>
  new AppError(
    'job.unknown',
    `The engine took the job as request ${requestId}, but that could not be written down here. It may be charged, so it is not sent again by itself.`,
    { data: { call: 'submit', reason: 'unkept', requestId }, cause: thrown },
  )

const lostWords = (thrown: unknown): string =>
  `The submit ended in a fault of our own (${thrown instanceof Error ? thrown.message : String(thrown)}). It may have been accepted and charged, so it is not sent again by itself.`
