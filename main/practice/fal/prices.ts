import { z } from 'zod'
import { pricePerPicture } from '../requests/request.ts'
import type { Answer } from '../server/answer.ts'
import { json } from '../server/answer.ts'
import type { PracticeContext } from '../server/context.ts'
import type { PracticeEndpoint } from '../validate/endpoint.ts'
import { makesOf } from '../validate/endpoint.ts'
import { readJson } from '../validate/readBody.ts'
import { platformError, switchedOff } from './answers.ts'
import { isAnswer, readIds } from './pages.ts'

/** Invented, like all prices here. */
const pricePerSecond = 0.02

const priceOf = (endpoint: PracticeEndpoint) =>
  makesOf(endpoint) === 'video'
    ? { unit_price: pricePerSecond, unit: 'seconds' }
    : { unit_price: pricePerPicture, unit: 'images' }

/** Answers `GET /v1/models/pricing?endpoint_id=a,b`. */
export function answerPrices({ endpoints, capabilities }: PracticeContext, query: URLSearchParams): Answer {
  if (!capabilities.quote) return switchedOff()
  const ids = readIds(query)
  if (isAnswer(ids)) return ids
  if (ids.length === 0) return platformError(400, 'validation_error', 'endpoint_id is required')
  const unknown = ids.find((id) => !endpoints.some(({ modelId }) => modelId === id))
  if (unknown !== undefined) return platformError(404, 'not_found', `No endpoint is called ${unknown}`)
  const prices = endpoints
    .filter(({ modelId }) => ids.includes(modelId))
    .map((endpoint) => ({ endpoint_id: endpoint.modelId, ...priceOf(endpoint), currency: 'USD' }))
  return json({ prices, next_cursor: null, has_more: false })
}

const quantity = (name: string) =>
  z.record(z.string(), z.strictObject({ [name]: z.number().min(0).max(1_000_000) }))

const Estimate = z.discriminatedUnion('estimate_type', [
  z.strictObject({
    estimate_type: z.literal('historical_api_price'),
    endpoints: quantity('call_quantity'),
  }),
  z.strictObject({ estimate_type: z.literal('unit_price'), endpoints: quantity('unit_quantity') }),
])

/** Answers `POST /v1/models/pricing/estimate`. Here a call has always used a single unit. */
export function answerEstimate({ endpoints, capabilities }: PracticeContext, body: Uint8Array): Answer {
  if (!capabilities.quote) return switchedOff()
  const parsed = readJson(body)
  const read = Estimate.safeParse(parsed.ok ? parsed.value : null)
  if (!read.success) return platformError(400, 'validation_error', read.error.message)
  let total = 0
  for (const [id, counts] of Object.entries(read.data.endpoints)) {
    const endpoint = endpoints.find(({ modelId }) => modelId === id)
    if (endpoint === undefined) return platformError(404, 'not_found', `No endpoint is called ${id}`)
    for (const count of Object.values(counts)) total += count * priceOf(endpoint).unit_price
  }
  const total_cost = Math.round(total * 1_000_000) / 1_000_000
  return json({ estimate_type: read.data.estimate_type, total_cost, currency: 'USD' })
}
