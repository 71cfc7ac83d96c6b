import type { Json } from '#shared/ports/value.ts'
import { readCost } from '#shared/pricing/readCost.ts'
import type { ModelAnswer } from './answers.ts'
import { CancelAnswer, ResultAnswer, StatusAnswer } from './answers.ts'
import { isJsonObject, readFailureBody } from '../answers/failureBody.ts'
import type { Cancelled, Result, Status } from '#main/jobs/jobClient.ts'
import { readPhase } from './phase.ts'
import { quote } from '../answers/quote.ts'
import { parseAs } from '#shared/problems/parseAs.ts'

export interface CatalogueEntry {
  readonly modelId: string
  readonly title: string
  readonly categories: readonly string[]
  readonly basePrice: number | null
  readonly priceUnit: string | null
  readonly pricingNote: string | null
  /** As published, unmodified; null if it was not requested or not returned. */
  readonly schema: Json | null
}

const WORD = 64

/** Reads a 2xx body as a status, or returns null: then it is a failure disguised as a success. */
export function readStatus(body: Json): Status | null {
  const parsed = parseAs(StatusAnswer, body)
  if (!parsed.success) return null
  const { status, queue_position: position } = parsed.data
  const phase = readPhase(status)
  if (phase === 'unknown' && readFailureBody(body).code !== null) return null
  return { word: quote(status, WORD), phase, queuePosition: position === null ? null : Math.floor(position) }
}

/**
 * Reads a 2xx body as a result, or returns null. Its own status decides; without one, an output means completed and an
 * error failed. A `completed` with only an error has failed.
 */
export function readResult(body: Json): Result | null {
  const parsed = parseAs(ResultAnswer, body)
  if (!parsed.success) return null
  const {
    status,
    output,
    error,
    cost: reportedCost,
    created_at: created,
    finished_at: finished,
  } = parsed.data
  const { cost, odd } = readCost(reportedCost)
  const failure = readFailureBody(body)
  const empty = output === undefined || output === null
  const failed = failure.code !== null || (error !== undefined && error !== null && error !== '')
  if (status === undefined && empty) return null
  const reported = status === undefined ? 'completed' : readPhase(status)
  if (reported === 'unknown' && empty && failure.code !== null) return null
  return {
    word: quote(status ?? 'completed', WORD),
    phase: reported === 'completed' && empty && failed ? 'failed' : reported,
    output: output ?? null,
    error: failure.message,
    cost,
    ...(odd !== undefined && { oddCost: odd }),
    ...aboutOf(parsed.data),
    took: created === null || finished === null ? null : finished - created,
  }
}

function aboutOf({ model_id, input, created_at: createdAt }: ResultAnswer): Pick<Result, 'about'> {
  if (model_id === undefined && input === undefined && createdAt === null) return {}
  return { about: { modelId: model_id ?? null, input: input ?? null, createdAt } }
}

/** Reads a 2xx body as the answer to a cancel. */
export function readCancelled(body: Json): Cancelled | null {
  const parsed = parseAs(CancelAnswer, body)
  if (!parsed.success || (isJsonObject(body) && readFailureBody(body).code !== null)) return null
  const { status, outcome } = parsed.data
  const phase = readPhase(status)
  const reported = readPhase(outcome) === 'cancelled' || (outcome === '' && phase === 'cancelled')
  return {
    outcome: reported ? 'cancelled' : outcome === 'not_cancellable' ? 'not_cancellable' : 'unknown',
    word: quote(status, WORD),
    phase,
  }
}

export const readEntry = (entry: ModelAnswer): CatalogueEntry => ({
  modelId: entry.model_id,
  title: quote(entry.display_name ?? entry.model_id),
  categories: entry.categories.map((category) => quote(category, WORD)),
  basePrice: entry.base_price_usd,
  priceUnit: entry.price_unit === undefined ? null : quote(entry.price_unit, WORD),
  pricingNote: entry.pricing_note === undefined ? null : quote(entry.pricing_note),
  schema: entry.schema ?? entry.input_schema ?? null,
})
