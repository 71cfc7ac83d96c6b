import { AppError } from '#shared/errors.ts'
import type { Job, RemoteRequest } from './job.ts'
import { sentAt } from './job.ts'
import type { JobClient, ListedRequest } from './jobClient.ts'
import type { JobStore } from './jobStore.ts'
import type { JobTools, LiveJob } from './liveJob.ts'
import { isAbort } from './liveJob.ts'
import { reduceJob } from './reduceJob.ts'
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

/** What the listing of an engine says of an unknown job. */
export type Lookup =
  | { readonly state: 'found'; readonly request: RemoteRequest }
  /** That proves nothing: the request may exist nevertheless. */
  | { readonly state: 'not listed' }
  | { readonly state: 'no answer'; readonly error: AppError }

/** The requests that the engine lists from the time of the job on, or the error of that call. */
async function listRequests(
  job: Job,
  findSubmits: NonNullable<JobClient['findSubmits']>,
  signal: AbortSignal,
): Promise<readonly ListedRequest[] | AppError> {
  try {
    return await findSubmits({ modelId: job.facts.modelId, since: sentAt(job) - BEFORE, signal })
  } catch (thrown) {
    if (isAbort(signal, thrown) || !(thrown instanceof AppError)) throw thrown
    return thrown
  }
}

/** The listed request that is this job's, and no other job's. */
function claimRequest(
  job: Job,
  body: Uint8Array,
  listed: readonly ListedRequest[],
  claim: JobTools['claim'],
): RemoteRequest | null {
  const { id } = job.facts
  const found = matchRequest(
    job,
    body,
    listed.filter(({ requestId }) => claim(requestId, id)),
  )
  const { requestId } = found ?? {}
  return requestId === undefined
    ? null
    : { requestId, statusUrl: null, resultUrl: null, cancelUrl: null, at: sentAt(job) }
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
  const { id } = job.facts
  const listed = await listRequests(job, client.findSubmits, live.signal)
  if (listed instanceof AppError) {
    log.info('job.unlisted', { job: id, error: listed })
    return null
  }
  if (!tools.isUndecided(id)) return null
  // Claimed and recorded without a pause: two jobs may look at the same time.
  const request = claimRequest(job, live.body, listed, claim)
  if (request === null) return null
  await live.record({ type: 'request.found', request })
  live.notify({ requestId: request.requestId, status: 'submitted' })
  return request
}

/**
 * Looks for the request of an unknown job because the user asks, whether or not anything waits for the job, and records
 * it if it is found. Rejects with `input.invalid` if the engine has no listing, or the job is not unknown, also by the
 * time of the answer.
 */
export async function lookForRequest(
  { facts }: Job,
  { client, claim }: Pick<JobTools, 'client' | 'claim'>,
  store: JobStore,
  signal: AbortSignal,
): Promise<Lookup> {
  const { id } = facts
  const { findSubmits } = client
  if (findSubmits === undefined)
    throw new AppError('input.invalid', 'This engine does not list its requests: look there for it yourself.')
  const listed = await listRequests(unknownJob(store, id), findSubmits, signal)
  if (listed instanceof AppError) return { state: 'no answer', error: listed }
  // The current state: somebody may have decided about it meanwhile.
  const job = unknownJob(store, id)
  const request = claimRequest(job, store.body(id) ?? new Uint8Array(), listed, claim)
  if (request === null) return { state: 'not listed' }
  await store.save(reduceJob(job, { type: 'request.found', request }))
  return { state: 'found', request }
}

function unknownJob(store: Pick<JobStore, 'get'>, id: string): Job {
  const job = store.get(id)
  if (job?.phase.state === 'unknown') return job
  throw new AppError(
    'input.invalid',
    `Only an unknown job can be looked for; ${id} is ${job?.phase.state ?? 'gone'}.`,
  )
}
