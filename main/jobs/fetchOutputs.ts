import { AppError } from '#shared/errors.ts'
import type { Json, Media } from '#shared/ports/value.ts'
import type { JobResult } from '#shared/services.ts'
import { readDataUri } from '#main/assets/dataUri.ts'
import type { EngineResult, RemoteRequest } from './job.ts'
import { refOf, WHOLE } from './job.ts'
import { saveOutput } from './saveOutput.ts'
import type { JobTools, LiveJob } from './liveJob.ts'
import { aboutRequest, isAbort } from './liveJob.ts'
import type { PlannedOutput } from './outputPlan.ts'
import { planOutputs } from './outputPlan.ts'
import { equalJitter, fullJitter } from './jitter.ts'

/** How many files of one job are fetched in parallel. */
const SIDE_BY_SIDE = 4
/** How often the result is read again because its files are gone: its addresses may have expired. */
const NEW_ADDRESSES = 3
/** Files that are not pictures may have been truncated on the way. */
const BROKEN = 2
/** How often an optional file is tried. */
const UNNEEDED_TRIES = 3

/** A missing or forbidden file, by the status of its server. */
const isGone = (error: AppError): boolean => {
  const status = error.data['status']
  if (error.code !== 'file.unreadable' || typeof status !== 'number') return false
  return status >= 400 && status < 500 && status !== 408 && status !== 429
}

const isPassing = (error: AppError): boolean => error.code === 'file.unreadable' && !isGone(error)

/**
 * Fetches every file of a completed job into the asset store, whatever its format. Files that are permanently missing
 * are reported beside the others. Rejects, if one may arrive later or no required one arrived, with `job.expired`,
 * `egress.refused`, `picture.*`, `engine.failed`, each with the request id and the cost, or the signal's reason if a
 * wait would have been needed. With `what there is stays` an end is not recorded.
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
    failures = await fetchAll(live, planned, (one) => fetchOne(live, requestId, one, tools), media)
    const needed = [...failures].flatMap(([{ needed: is }, error]) => (is ? [error] : []))
    const passing = needed.find(isPassing)
    if (passing !== undefined) throw fail(unfetched(passing))
    const gone = needed.find(isGone)
    if (gone === undefined || round === NEW_ADDRESSES) {
      const [worst] = needed
      if (worst === undefined || hasNeeded(output, media, live)) break
      if (gone === undefined || otherwise === 'what there is stays') throw fail(worst)
      throw withCost(await endExpired(live, requestId, gone), cost)
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

/** Fetches everything in the plan, a few at a time. Returns the failures; the others are done. */
async function fetchAll(
  live: LiveJob,
  planned: readonly PlannedOutput[],
  fetch: (one: PlannedOutput) => Promise<Media>,
  into: Map<string, Media>,
): Promise<ReadonlyMap<PlannedOutput, AppError>> {
  const waiting = [...planned]
  const failures = new Map<PlannedOutput, AppError>()
  const lane = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      try {
        into.set(one.address, await fetch(one))
      } catch (thrown) {
        if (isAbort(live.signal, thrown) || !(thrown instanceof AppError) || isOurs(thrown)) throw thrown
        failures.set(one, thrown)
      }
    }
  }
  const lanes = Array.from({ length: Math.min(SIDE_BY_SIDE, planned.length) }, lane)
  const broken = (await Promise.allSettled(lanes)).find((end) => end.status === 'rejected')
  if (broken !== undefined) throw broken.reason
  return failures
}

/** A file that arrived and cannot be written here: nothing that the engine could change. */
const isOurs = ({ code }: AppError): boolean => code === 'file.unwritable' || code.startsWith('library.')

async function fetchOne(
  live: LiveJob,
  requestId: string,
  planned: PlannedOutput,
  { download, assets, clock, random, patience, closing }: JobTools,
): Promise<Media> {
  const { address, needed } = planned
  const inline = address.startsWith('data:')
  const since = clock.now()
  let broken = 0
  for (let attempt = 1; ; attempt++) {
    try {
      const came = inline
        ? readInline(address)
        : await download(address, { policy: 'output', signal: closing, receive: assets.receive })
      const url = inline ? 'data:' : address
      const origin = { from: 'job', requestId, url, at: clock.now() } as const
      return await saveOutput(came, planned, { assets, origin, strict: needed && !inline && broken < BROKEN })
    } catch (thrown) {
      if (!(thrown instanceof AppError) || inline || (!needed && attempt === UNNEEDED_TRIES)) throw thrown
      const again = thrown.code === 'picture.broken' ? ++broken <= BROKEN : isPassing(thrown)
      if (!again || clock.now() - since >= patience) throw thrown
    }
    await clock.sleep(fullJitter(attempt, 1000, 30_000, random), live.signal)
  }
}

/** A file inside the answer itself. */
const readInline = (uri: string) => ({
  bytes: readDataUri(uri),
  mime: /^data:([^;,]{0,100})/.exec(uri)?.[1]?.toLowerCase() ?? '',
})

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

async function endExpired(live: LiveJob, requestId: string, cause: AppError): Promise<AppError> {
  const message = `The job was done, but its files are gone from the engine. It was paid for; run it again for new ones. The request id is ${requestId}.`
  const error = new AppError('job.expired', message, { data: { ...cause.data, requestId }, cause })
  await live.record({ type: 'outputs.gone', error: error.toJSON() })
  return error
}
