import { AppError } from '#shared/errors.ts'
import type { Json, Media } from '#shared/ports/value.ts'
import type { Clock, JobResult } from '#shared/services.ts'
import { fetchOutput, isGone, isPassing } from './fetchOutput.ts'
import type { EngineResult, RemoteRequest } from './job.ts'
import { refOf, WHOLE } from './job.ts'
import type { JobTools, LiveJob } from './liveJob.ts'
import { aboutRequest, isAbort } from './liveJob.ts'
import type { PlannedOutput } from './outputPlan.ts'
import { planOutputs } from './outputPlan.ts'
import { equalJitter } from './jitter.ts'

/** How many files of one job are fetched in parallel, */
const SIDE_BY_SIDE = 4
/** beside those that take longer than this, in milliseconds: nothing waits behind a slow file. */
const SLOW = 60_000
/** How many there are at the most, slow ones included. */
const MAX_SIDE_BY_SIDE = 16
/** How often the result is read again because its files are gone: its addresses may have expired. */
const NEW_ADDRESSES = 3

/**
 * Fetches every file of a completed job into the asset store, whatever its format. Files that are permanently missing
 * are reported beside the others. Rejects, if one may arrive later or no required one arrived, with `job.expired`,
 * `egress.refused`, `picture.*`, `engine.failed`, `file.unwritable`, each with the request id and the cost, or the
 * signal's reason if a wait would have been needed. With `what there is stays` an end is not recorded.
 */
export async function fetchOutputs(
  live: LiveJob,
  request: RemoteRequest,
  first: EngineResult,
  tools: JobTools,
  otherwise: 'expires' | 'what there is stays' = 'expires',
): Promise<JobResult> {
  const { requestId } = request
  const media = new Map<string, Media>()
  let { output, cost, oddCost, whole } = first
  const fail = (error: AppError): AppError => withCost(aboutRequest(error, requestId), cost)
  live.notify({ requestId, status: 'downloading' })
  let failures: ReadonlyMap<PlannedOutput, AppError>
  for (let round = 0; ; round++) {
    const planned = planOutputs(output, live.expects).filter(({ address }) => !media.has(address))
    const fetchOne = (one: PlannedOutput): Promise<Media> => fetchOutput(live, requestId, one, tools)
    failures = await fetchAll(live, planned, fetchOne, media, tools).catch((thrown: unknown) => {
      if (!(thrown instanceof AppError) || !isOurs(thrown)) throw thrown
      throw withCost(aboutRequest(thrown, requestId, AGAIN_LATER), cost)
    })
    const needed = [...failures].flatMap(([{ needed: is }, error]) => (is ? [error] : []))
    const passing = needed.find(isPassing)
    if (passing !== undefined) throw fail(unfetched(passing))
    const gone = needed.find(isGone)
    if (gone === undefined || round === NEW_ADDRESSES) {
      const [worst] = needed
      if (worst === undefined || hasNeeded(output, media, live)) break
      if (gone === undefined || otherwise === 'what there is stays') throw fail(withWay(worst))
      throw withCost(await endExpired(live, requestId, gone, tools), cost)
    }
    const fresh = await readAgain(live, request, round, tools)
    if (fresh !== null && fresh.output !== null) ({ output, whole } = fresh)
    cost = fresh?.cost ?? cost
    oddCost = fresh?.oddCost ?? oddCost
  }
  const saved = [...outputMedia(output, media), ...(whole === undefined ? [] : [[WHOLE, whole] as const])]
  const notes = [
    ...[...failures]
      // A link to somewhere else is not a file of the result.
      .filter(([{ needed }, { code }]) => needed || code !== 'egress.refused')
      .map(([, { message }]) => `A file of the result did not come: ${message}`),
    ...(oddCost === undefined ? [] : [describeOddCost(oddCost)]),
  ]
  await live.record({ type: 'outputs.kept', output, cost, oddCost, whole, media: saved, notes })
  await removeParts(live, tools)
  return {
    requestId,
    output,
    ...(whole !== undefined && { whole }),
    media: new Map(saved),
    cost,
    ...(notes.length > 0 && { notes }),
  }
}

/** Whether a required file arrived: then it is delivered, and the others are reported. */
const hasNeeded = (output: Json, media: ReadonlyMap<string, Media>, { expects }: LiveJob): boolean =>
  planOutputs(output, expects).some(({ address, needed }) => needed && media.has(address))

const describeOddCost = (reported: Json): string =>
  `The engine said that this cost ${JSON.stringify(reported).slice(0, 60)}, which cannot be: its cost counts as unknown.`

/** The paid result is known even if its files do not arrive. */
const withCost = (error: AppError, cost: number | null): AppError =>
  cost === null
    ? error
    : new AppError(error.code, error.message, { data: { ...error.data, cost }, cause: error.cause ?? error })

/** What is not fetched from where it is stays in the result, with its full address. */
const withWay = (error: AppError): AppError =>
  error.code === 'egress.refused'
    ? new AppError(error.code, `${error.message}${STAYS_THERE}`, { data: error.data, cause: error })
    : error

const STAYS_THERE =
  ' The job is done and paid for: its result stays in the library, and at the engine under its request.'

const AGAIN_LATER = ' The job is done and paid for: its output is fetched as soon as it is asked for again.'

/** What is left of its files is of no use any more; a clean-up finds what cannot be removed. */
async function removeParts({ job }: LiveJob, { assets, log }: JobTools): Promise<void> {
  await assets.removeParts?.(job.facts.id).catch((thrown: unknown) => {
    if (!(thrown instanceof AppError)) throw thrown
    log.warn('parts.left', { job: job.facts.id, error: thrown })
  })
}

/** A missing file of the engine is the engine's failure, not a problem with the user's files. */
const unfetched = (error: AppError): AppError =>
  error.code === 'file.unreadable'
    ? new AppError('engine.failed', `The job is done, but its output does not come. ${error.message}`, {
        data: error.data,
        cause: error,
      })
    : error

const outputMedia = (output: Json, media: ReadonlyMap<string, Media>): (readonly [string, Media])[] =>
  planOutputs(output).flatMap(({ address }) => {
    const one = media.get(address)
    return one === undefined ? [] : [[address, one] as const]
  })

/**
 * Fetches everything in the plan, a few at a time. Returns the failures; the others are done. After an error that is not
 * about one file nothing more is begun, and it rejects once all has ended.
 */
async function fetchAll(
  live: LiveJob,
  planned: readonly PlannedOutput[],
  fetch: (one: PlannedOutput) => Promise<Media>,
  into: Map<string, Media>,
  { clock }: Pick<JobTools, 'clock'>,
): Promise<ReadonlyMap<PlannedOutput, AppError>> {
  const waiting = [...planned]
  const active = new Set<Promise<void>>()
  const failures = new Map<PlannedOutput, AppError>()
  const broken: unknown[] = []
  async function fetchInto(one: PlannedOutput): Promise<void> {
    try {
      into.set(one.address, await fetch(one))
    } catch (thrown) {
      if (thrown instanceof AppError && !isAbort(live.signal, thrown) && !isOurs(thrown))
        return void failures.set(one, thrown)
      broken.push(thrown)
      waiting.length = 0
    }
  }
  const lane = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      const fetched = fetchInto(one).finally(() => active.delete(fetched))
      active.add(fetched)
      if (waiting.length > 0) await doneOrSlow(fetched, clock)
      while (waiting.length > 0 && active.size >= MAX_SIDE_BY_SIDE) await Promise.race(active)
    }
  }
  await Promise.all(Array.from({ length: Math.min(SIDE_BY_SIDE, planned.length) }, lane))
  await Promise.all(active)
  if (broken.length > 0) throw broken[0]
  return failures
}

/** Resolves when a file has arrived, or takes long. */
async function doneOrSlow(fetched: Promise<void>, clock: Pick<Clock, 'sleep'>): Promise<void> {
  const done = new AbortController()
  const slow = clock.sleep(SLOW, done.signal).catch((thrown: unknown) => {
    if (!done.signal.aborted) throw thrown
  })
  await Promise.race([fetched, slow])
  done.abort()
}

/** A file that arrived and cannot be written here: nothing that the engine could change. */
const isOurs = ({ code }: AppError): boolean => code === 'file.unwritable' || code.startsWith('library.')

/** The result once more, after a moment; null if the engine does not return it. */
async function readAgain(live: LiveJob, request: RemoteRequest, round: number, tools: JobTools) {
  await tools.clock.sleep(equalJitter(round + 1, 1000, 8000, tools.random), live.signal)
  try {
    const result = await tools.client.result(refOf(live.job.facts, request), { signal: tools.closing })
    return result.phase === 'completed' ? result : null
  } catch (thrown) {
    if (thrown instanceof AppError) return null
    throw thrown
  }
}

async function endExpired(
  live: LiveJob,
  requestId: string,
  cause: AppError,
  tools: JobTools,
): Promise<AppError> {
  const message = `The job was done, but its files are gone from the engine. It was paid for; run it again for new ones. The request id is ${requestId}.`
  const error = new AppError('job.expired', message, { data: { ...cause.data, requestId }, cause })
  await live.record({ type: 'outputs.gone', error: error.toJSON() })
  await removeParts(live, tools)
  return error
}
