import { z } from 'zod'
import { JsonValue } from '#shared/ports/jsonValue.ts'
import { RequestId } from '../answers/requestId.ts'

// Each answer is read leniently: a missing or strange part is left out, never a reason to lose the rest. Required parts
// are without `catch`.

const Words = z.string().catch('').default('')
const Place = z.string().nullable().catch(null).default(null)

export const SubmitAnswer = z.object({
  request_id: RequestId,
  status_url: Place,
  response_url: Place,
  cancel_url: Place,
})
export type SubmitAnswer = z.infer<typeof SubmitAnswer>

export const StatusAnswer = z.object({
  status: z.string().min(1),
  queue_position: z.number().nonnegative().nullable().catch(null).default(null),
  /** Of a job that failed: an explanation, and its kind, such as `client_cancelled`. */
  error: z
    .union([z.string(), JsonValue.transform((value) => JSON.stringify(value))])
    .nullish()
    .catch(null),
  error_type: Words,
})
export type StatusAnswer = z.infer<typeof StatusAnswer>

export const CancelAnswer = z.object({ status: Words })
export type CancelAnswer = z.infer<typeof CancelAnswer>
