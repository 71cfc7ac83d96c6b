import type { Json } from '#shared/ports/value.ts'
import { parseAs } from '#shared/problems/parseAs.ts'
import type { Accepted } from '#main/jobs/jobClient.ts'
import type { ApiAnswer } from '#main/network/apiClient.ts'
import { RequestId } from '../answers/requestId.ts'
import { createSubmitReader } from '../answers/readSubmit.ts'
import { SubmitAnswer } from './answers.ts'
import { fal, readFailure } from './readFailure.ts'

function readAccepted(body: Json | undefined): Accepted | null {
  const { data } = parseAs(SubmitAnswer, body)
  if (data === undefined) return null
  const {
    request_id: requestId,
    status_url: statusUrl,
    response_url: resultUrl,
    cancel_url: cancelUrl,
  } = data
  return { requestId, statusUrl, resultUrl, cancelUrl }
}

/**
 * fal's gateway names the request in a header. It names refused calls too, so that it only counts where nothing is
 * clear.
 */
const readName = ({ headers }: ApiAnswer): string | null =>
  parseAs(RequestId, headers['x-fal-request-id']).data ?? null

export const { readSubmitAnswer, readSubmitBreak } = createSubmitReader({
  title: fal.title,
  readFailure,
  readAccepted,
  readName,
})
