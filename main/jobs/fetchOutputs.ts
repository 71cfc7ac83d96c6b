import { AppError } from '#shared/errors.ts'
import type { Json, Media } from '#shared/ports/value.ts'
import type { JobResult } from '#shared/services.ts'
import { readDataUri } from '#main/services/dataUri.ts'
import type { JobTools, LiveJob } from './liveJob.ts'
import { aboutRequest, isAbort } from './liveJob.ts'
import type { PlannedOutput } from './outputPlan.ts'
import { guessKind, planOutputs } from './outputPlan.ts'
import { equalJitter, fullJitter } from './pace.ts'

/** How many files of one job come at a time. */
const SIDE_BY_SIDE = 4
/** How often the result is asked for again because its files are gone: its addresses may have been signed for a while. */
const NEW_ADDRESSES = 3
/** Files that are no picture may have been cut off on the way. */
const BROKEN = 2

/** A file that is not there, or not for us: by the status of its server. */
const isGone = (error: AppError): boolean => {
  const status = error.data['status']
  if (error.code !== 'file.unreadable' || typeof status !== 'number') return false
  return status >= 400 && status < 500 && status !== 408 && status !== 429
}

const isPassing = (error: AppError): boolean => error.code === 'file.unreadable' && !isGone(error)

/**
 * Fetches every file of a completed job into the asset store. Rejects with `job.expired`, `egress.refused`, `picture.*`,
 * `engine.failed` (the files do not come), each with the request id, or the signal's reason where a wait would have been needed.
 */
export async function fetchOutputs(
  live: LiveJob,
  requestId: string,
  first: { readonly output: Json; readonly cost: number | null },
  tools: JobTools,
): Promise<JobResult> {
  const media = new Map<string, Media>()
  let { output, cost } = first
  live.tell({ requestId, status: 'downloading' })
  for (let round = 0; ; round++) {
    const planned = planOutputs(output).filter(({ address }) => !media.has(address))
    const worst = await fetchAll(live, planned, (one) => fetchOne(live, requestId, one, tools), media)
    if (worst === null) break
    if (!isGone(worst)) throw aboutRequest(unfetched(worst), requestId)
    if (round === NEW_ADDRESSES) throw await endExpired(live, requestId, worst)
    const fresh = await readAgain(live, requestId, round, tools)
    output = fresh?.output ?? output
    cost = fresh?.cost ?? cost
  }
  const kept = outputMedia(output, media)
  await live.record({ type: 'outputs.kept', output, cost, media: kept })
  return { requestId, output, media: new Map(kept), cost }
}

/** A file of the engine's that does not come is the engine's failure, and no file of the person's. */
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

/** Fetches all that is planned, a few at a time. Comes back with the first failure of a needed one, the others done. */
async function fetchAll(
  live: LiveJob,
  planned: readonly PlannedOutput[],
  fetch: (one: PlannedOutput) => Promise<Media>,
  into: Map<string, Media>,
): Promise<AppError | null> {
  const waiting = [...planned]
  let worst: AppError | null = null
  const lane = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      try {
        into.set(one.address, await fetch(one))
      } catch (thrown) {
        if (isAbort(live.signal, thrown) || !(thrown instanceof AppError)) throw thrown
        if (one.needed) worst ??= thrown
      }
    }
  }
  const lanes = Array.from({ length: Math.min(SIDE_BY_SIDE, planned.length) }, lane)
  const broken = (await Promise.allSettled(lanes)).find((end) => end.status === 'rejected')
  if (broken !== undefined) throw broken.reason
  return worst
}

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
      const { bytes, mime } = inline
        ? readInline(address)
        : await download(address, { policy: 'output', signal: closing })
      const url = inline ? 'data:' : address
      return await assets.put(bytes, guessKind(mime, planned), {
        from: 'job',
        requestId,
        url,
        at: clock.now(),
      })
    } catch (thrown) {
      if (!(thrown instanceof AppError) || !needed || inline) throw thrown
      const again = thrown.code === 'picture.broken' ? ++broken <= BROKEN : isPassing(thrown)
      if (!again || clock.now() - since >= patience) throw thrown
    }
    await clock.sleep(fullJitter(attempt, 1000, 30_000, random), live.signal)
  }
}

/** A file that stands in the answer itself. */
const readInline = (uri: string) => ({
  bytes: readDataUri(uri),
  mime: /^data:([^;,]*)/.exec(uri)?.[1]?.toLowerCase() ?? '',
})

/** The result once more, after a moment; null where the engine does not bring it. */
async function readAgain(live: LiveJob, requestId: string, round: number, tools: JobTools) {
  await tools.clock.sleep(equalJitter(round + 1, 1000, 8000, tools.random), live.signal)
  try {
    const result = await tools.client.result(requestId, { signal: tools.closing })
    return result.phase === 'completed' ? result : null
  } catch (thrown) {
    if (thrown instanceof AppError) return null
    throw thrown
  }
}

async function endExpired(live: LiveJob, requestId: string, cause: AppError): Promise<AppError> {
  const words = `The job was done, but its files are gone from the engine. It was paid for; run it again for new ones. The request id is ${requestId}.`
  const error = new AppError('job.expired', words, { data: { ...cause.data, requestId }, cause })
  await live.record({ type: 'outputs.gone', error: error.toJSON() })
  return error
}
