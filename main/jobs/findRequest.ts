import { AppError } from '#shared/errors.ts'
import type { Job, RemoteRequest } from './job.ts'
import { sentAt } from './job.ts'
import type { ListedRequest } from './jobClient.ts'
import type { JobTools, LiveJob } from './liveJob.ts'
import { isAbort } from './liveJob.ts'
import { isEqualInput, readSentInput } from './sentInput.ts'

/** The engine's clock may be this much behind ours, in milliseconds. */
const BEFORE = 120_000
/** A request is listed with the time of its sending, or with the time when its work began, in milliseconds. */
const AFTER = 3_600_000

/**
 * The listed request that is this job's: the one with its marker, or the one with exactly its input that was sent at
 * about its time. Null if there is none that is certain to be its own.
 */
export function matchRequest(
  job: Job,
  body: Uint8Array,
  listed: readonly ListedRequest[],
): ListedRequest | null {
  const marked = listed.find(({ marker }) => marker === job.facts.id)
  if (marked !== undefined) return marked
  const input = readSentInput(body)
  const sent = sentAt(job)
  const distance = ({ at }: ListedRequest): number => Math.abs((at ?? Infinity) - sent)
  const equal = listed.filter(
    ({ marker, at, input: theirs }) =>
      marker === null &&
      at !== null &&
      at >= sent - BEFORE &&
      at <= sent + AFTER &&
      theirs !== null &&
      input !== null &&
      isEqualInput(input, theirs),
  )
  const [nearest] = equal.toSorted((one, other) => distance(one) - distance(other))
  return nearest ?? null
}

/**
 * Looks for the request of an unknown job in the engine's listing, and records it as the job's. A listing proves only
 * that a request exists: without one, the job stays as it is. Null then, and if the engine has no listing or cannot be
 * asked. Each request is one job's. Rejects with the signal's reason.
 */
export async function findRequest(live: LiveJob, tools: JobTools): Promise<RemoteRequest | null> {
  const { client, claim, log } = tools
  const { job } = live
  if (client.findSubmits === undefined || job.phase.state !== 'unknown') return null
  const { id, modelId } = job.facts
  let listed: readonly ListedRequest[]
  try {
    listed = await client.findSubmits({ modelId, since: sentAt(job) - BEFORE, signal: live.signal })
  } catch (thrown) {
    if (isAbort(live.signal, thrown) || !(thrown instanceof AppError)) throw thrown
    log.info('job.unlisted', { job: id, error: thrown })
    return null
  }
  if (!tools.isUndecided(id)) return null
  // Claimed and recorded without a pause: two jobs may look at the same time.
  const found = matchRequest(
    job,
    live.body,
    listed.filter(({ requestId }) => claim(requestId, id)),
  )
  if (found === null) return null
  const { requestId } = found
  const request = { requestId, statusUrl: null, resultUrl: null, cancelUrl: null, at: sentAt(job) }
  await live.record({ type: 'request.found', request })
  live.notify({ requestId, status: 'submitted' })
  return request
}
