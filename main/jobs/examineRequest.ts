import { AppError } from '#shared/errors.ts'
import type { FoundRequest, RequestDifference } from '#shared/api/jobRequests.ts'
import type { Json, Media } from '#shared/ports/value.ts'
import type { Result } from './jobClient.ts'
import type { Job } from './job.ts'
import { payerOf, sentAt } from './job.ts'
import { saveOutput } from './saveOutput.ts'
import type { JobTools } from './liveJob.ts'
import { caps } from '#main/network/limits.ts'
import { planOutputs } from './outputPlan.ts'
import { isEqualInput, isObject, readSentInput } from './sentInput.ts'

/** Tolerance in milliseconds: beyond it the clocks differ, or the request is from another time. */
const MAX_CLOCK_DIFFERENCE = 15 * 60_000

/**
 * Reads a request at the engine before anything about it is recorded. Rejects with `job.lost` if the engine does not
 * know it, else as `Client.result` does.
 */
export async function examineRequest(
  job: Job,
  body: Uint8Array | null,
  requestId: string,
  tools: Pick<JobTools, 'client' | 'download' | 'assets' | 'clock'>,
  signal: AbortSignal,
): Promise<FoundRequest> {
  const { modelId } = job.facts
  const request = { requestId, modelId, statusUrl: null, resultUrl: null, cancelUrl: null }
  const result = await tools.client.result(request, { signal }).catch((thrown: unknown) => {
    throw thrown instanceof AppError && thrown.code === 'job.lost' ? unknownThere(requestId) : thrown
  })
  return {
    requestId,
    engine: payerOf(job.facts).engine,
    modelId,
    status: result.word,
    differences: compare(job, body, result),
    media: await firstPicture(requestId, result, tools, signal),
  }
}

const unknownThere = (requestId: string): AppError =>
  new AppError(
    'job.lost',
    `The engine knows no request ${requestId}. Nothing was changed: look the id up among your requests at the engine.`,
    { data: { requestId } },
  )

function compare(job: Job, body: Uint8Array | null, { about }: Result): RequestDifference[] {
  const { facts } = job
  const { modelId = null, input = null, createdAt = null } = about ?? {}
  if (modelId === null && (typeof input !== 'object' || input === null))
    return [{ what: 'nothing returned', job: facts.modelId, request: '' }]
  const sent = sentAt(job)
  const differs = createdAt !== null && Math.abs(createdAt - sent) > MAX_CLOCK_DIFFERENCE
  return [
    ...(modelId === null || modelId === facts.modelId
      ? []
      : [{ what: 'model' as const, job: facts.modelId, request: brief(modelId) }]),
    ...compareInputs(body, input),
    ...(differs ? [{ what: 'time' as const, job: asDate(sent), request: asDate(createdAt) }] : []),
  ]
}

const asDate = (at: number): string => new Date(at).toISOString()

/** Compares the fields that both know. Media that were sent as data have an address by now, and are not compared. */
function compareInputs(body: Uint8Array | null, there: Json): RequestDifference[] {
  const ours = body === null ? null : readSentInput(body)
  if (!isObject(ours) || !isObject(there)) return []
  return Object.entries(ours).flatMap(([field, value]) => {
    const theirs = Object.hasOwn(there, field) ? there[field] : undefined
    if (theirs === undefined || isEqualInput(value, theirs, isSame)) return []
    return [{ what: 'input' as const, field, job: brief(value), request: brief(theirs) }]
  })
}

const isSame = (one: Json, other: Json): boolean =>
  typeof one === 'string' && one.startsWith('data:') ? typeof other === 'string' : one === other

const SHOWN = 200

function brief(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > SHOWN ? `${text.slice(0, SHOWN).toWellFormed()}…` : text
}

/** Only a preview: if it does not arrive, there is none. */
async function firstPicture(
  requestId: string,
  { phase, output }: Result,
  { download, assets, clock }: Pick<JobTools, 'download' | 'assets' | 'clock'>,
  signal: AbortSignal,
): Promise<Media | null> {
  const [first] = phase === 'completed' ? planOutputs(output) : []
  if (first === undefined || first.address.startsWith('data:')) return null
  try {
    const came = await download(first.address, {
      policy: 'output',
      signal,
      cap: caps.picture,
      receive: assets.receive,
    })
    const origin = { from: 'job', requestId, url: first.address, at: clock.now() } as const
    return await saveOutput(came, first, { assets, origin, strict: false })
  } catch (thrown) {
    if (thrown instanceof AppError) return null
    throw thrown
  }
}
