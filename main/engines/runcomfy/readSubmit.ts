import type { Json } from '#shared/ports/value.ts'
import { parseAs } from '#shared/problems/parseAs.ts'
import type { Accepted } from '#main/jobs/jobClient.ts'
import { isJsonObject, readFailureBody } from '../answers/failureBody.ts'
import { createSubmitReader } from '../answers/readSubmit.ts'
import { SubmitAnswer } from './answers.ts'
import { readFailure, runComfy } from './readFailure.ts'

function readAccepted(body: Json | undefined): Accepted | null {
  const { data } = parseAs(SubmitAnswer, body)
  if (data === undefined) return null
  const { request_id: requestId, status_url: statusUrl, result_url: resultUrl, cancel_url: cancelUrl } = data
  return { requestId, statusUrl, resultUrl, cancelUrl }
}

/** An error code within a success is a clear answer; a malformed id beside it is not. */
const isRefusal = (body: Json | undefined): boolean =>
  isJsonObject(body) && !Object.hasOwn(body, 'request_id') && readFailureBody(body).code !== null

export const { readSubmitAnswer, readSubmitBreak } = createSubmitReader({
  title: runComfy.title,
  readFailure,
  readAccepted,
  isRefusal,
})
