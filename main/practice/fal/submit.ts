import { createHash } from 'node:crypto'
import type { Failure, LedgerEntry, RequestInput } from '../requests/request.ts'
import type { Answer } from '../server/answer.ts'
import { json } from '../server/answer.ts'
import type { Received } from '../server/api.ts'
import type { PracticeContext } from '../server/context.ts'
import { readKey, replayedHeader } from '../server/idempotency.ts'
import type { Detail } from '../validate/checkInput.ts'
import { checkInput, findMedia } from '../validate/checkInput.ts'
import { readMedia } from '../validate/media.ts'
import { readJson } from '../validate/readBody.ts'
import type { Fields } from '../validate/rule.ts'
import { refuse, requestError, withHeaders } from './answers.ts'
import { checkSubmitHeaders } from './headers.ts'
import { storeInline } from '../pictures/inline.ts'
import { appOf } from './route.ts'
import { linksOf } from './views.ts'

/**
 * Accepts a submit. The queue does not look at the input: an invalid one is accepted, and fails when it is worked on.
 * With `duplicate` it is entered in the ledger under the id of the previous submit.
 */
export async function answerSubmit(
  context: PracticeContext,
  modelId: string,
  { body, headers, duplicate, failure }: Received,
): Promise<Answer> {
  const fields = context.fieldsOf(modelId)
  if (fields === null) return refuse(404, `Application ${JSON.stringify(appOf(modelId))} not found`)
  const wrongHeader = checkSubmitHeaders(headers)
  if (wrongHeader !== null) return requestError(400, 'bad_request', wrongHeader)
  const parsed = readJson(body)
  if (!parsed.ok) return requestError(400, 'bad_request', parsed.why)
  const bodySha256 = createHash('sha256').update(body).digest('hex')

  const keyed = readKey(context, headers, { modelId, bodySha256 })
  if (keyed.kind === 'replayed') return withHeaders(accepted(context, keyed.entry), replayedHeader)
  if (keyed.kind === 'conflict')
    return requestError(409, 'conflict', 'This idempotency key was used with another body.')
  if (keyed.kind === 'malformed') return requestError(400, 'bad_request', 'idempotency-key is malformed')

  const detail = await errorsOf(fields, parsed.value)
  const expected = failure ?? (detail.length === 0 ? null : invalid(detail))
  const requestId = (duplicate ? context.ledger.at(-1)?.requestId : undefined) ?? context.newRequestId()
  const entry: LedgerEntry = {
    requestId,
    modelId,
    acceptedAt: new Date(context.clock.now()).toISOString(),
    bodySha256,
    bodyBytes: body.length,
    input: storeInline(context.inputs, asInput(parsed.value)),
    ...(expected && { failure: expected }),
    ...(keyed.key !== null && { idempotencyKey: keyed.key }),
  }
  context.accept(entry)
  return accepted(context, entry)
}

function accepted(context: PracticeContext, { requestId, modelId }: LedgerEntry): Answer {
  const answer = json({
    status: 'IN_QUEUE',
    request_id: requestId,
    ...linksOf(context.url, { requestId, modelId }),
    queue_position: context.queue.position(requestId) ?? 0,
  })
  return withHeaders(answer, { 'x-fal-request-id': requestId })
}

async function errorsOf(fields: Fields, input: unknown): Promise<readonly Detail[]> {
  const media = await Promise.all(
    findMedia(fields, input).map(async ({ loc, text, media: kind }): Promise<readonly Detail[]> => {
      const verdict = await readMedia(text, kind, inlineLimits)
      return verdict.kind === 'refused' ? [{ loc, msg: verdict.why, type: `${kind}_load_error` }] : []
    }),
  )
  return [...checkInput(fields, input), ...media.flat()]
}

/** The documentation has no limit for a data URI: only the whole request has one. */
const inlineLimits = { bytes: 64 * 1024 * 1024, pixels: 100_000_000 }

const invalid = (detail: readonly Detail[]): Failure => ({
  message: 'The input is invalid.',
  status: 422,
  errorType: null,
  detail: detail.map(({ loc, ...error }) => ({ ...error, loc: [...loc] })),
})

const asInput = (value: unknown): RequestInput =>
  // An input that is no object was found invalid above, and is never read by a painter.
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as RequestInput) : {}
