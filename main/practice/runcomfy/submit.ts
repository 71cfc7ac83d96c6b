import { createHash } from 'node:crypto'
import type { LedgerEntry, RequestInput } from '../requests/request.ts'
import { readKey, replayedHeader } from '../server/idempotency.ts'
import type { Detail, MediaLocation } from '../validate/checkInput.ts'
import { checkInput, findMedia } from '../validate/checkInput.ts'
import type { MediaVerdict } from '../validate/media.ts'
import { readMedia } from '../validate/media.ts'
import { readJson } from '../validate/readBody.ts'
import type { Answer } from '../server/answer.ts'
import { json, notFound, refuse, unprocessable } from '../server/answer.ts'
import type { Received } from '../server/api.ts'
import type { PracticeContext } from '../server/context.ts'
import { isModelId } from './route.ts'
import { addressesOf } from './views.ts'

/**
 * Validates a submit and accepts it. With `duplicate` it is entered in the ledger under the id of the previous submit.
 */
export async function answerSubmit(
  context: PracticeContext,
  modelId: string,
  { body, headers, duplicate, failure }: Received,
): Promise<Answer> {
  if (!isModelId(modelId)) return refuse(400, 400001, 'This is no model id.')
  const fields = context.fieldsOf(modelId)
  if (fields === null) return notFound('model')
  const parsed = readJson(body)
  if (!parsed.ok) return unprocessable([{ loc: ['body'], msg: parsed.why, type: 'json_invalid' }])
  const bodySha256 = createHash('sha256').update(body).digest('hex')
  const keyed = readKey(context, headers, { modelId, bodySha256 })
  if (keyed.kind === 'replayed') {
    const answer = accepted(context, keyed.entry.requestId)
    return { ...answer, headers: { ...answer.headers, ...replayedHeader } }
  }
  if (keyed.kind !== 'new') return refuse(409, 409, 'This idempotency key is malformed or was used before.')
  const wrong = checkInput(fields, parsed.value)
  const media = await Promise.all(
    findMedia(fields, parsed.value).map(async (location) => ({
      location,
      verdict: await readMedia(location.text, location.media),
    })),
  )
  const detail = [...wrong, ...media.flatMap(({ location, verdict }) => refusalOf(location, verdict))]
  if (detail.length > 0) return unprocessable(detail)
  // `checkInput` found it to be an object that matches the fields.
  const input = hostMedia(context, parsed.value as RequestInput, media)
  const requestId = (duplicate ? context.ledger.at(-1)?.requestId : undefined) ?? context.newRequestId()
  const entry: LedgerEntry = {
    requestId,
    modelId,
    acceptedAt: new Date(context.clock.now()).toISOString(),
    bodySha256,
    bodyBytes: body.length,
    input,
    ...(failure && { failure }),
    ...(keyed.key !== null && { idempotencyKey: keyed.key }),
  }
  context.accept(entry)
  return accepted(context, requestId)
}

const accepted = ({ url }: PracticeContext, requestId: string): Answer =>
  json({ request_id: requestId, ...addressesOf(url, requestId) })

interface ReadMedia {
  readonly location: MediaLocation
  readonly verdict: MediaVerdict
}

const refusalOf = ({ loc }: MediaLocation, verdict: MediaVerdict): readonly Detail[] =>
  verdict.kind === 'refused' ? [{ loc, msg: verdict.why, type: 'media' }] : []

/** Stores the files that were sent as data URIs, and replaces the URIs by their addresses. */
function hostMedia(context: PracticeContext, input: RequestInput, media: readonly ReadMedia[]): RequestInput {
  const addresses = new Map<string, string>()
  for (const { location: place, verdict } of media) {
    if (verdict.kind !== 'inline') continue
    addresses.set(place.text, `${context.url}/inputs/${context.inputs.save(verdict.bytes, verdict.mime)}`)
  }
  const hosted = (value: unknown): unknown => {
    if (typeof value === 'string') return addresses.get(value) ?? value
    return Array.isArray(value) ? value.map(hosted) : value
  }
  const named = new Set(media.map(({ location: place }) => place.loc[1]))
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [name, named.has(name) ? hosted(value) : value]),
  )
}
