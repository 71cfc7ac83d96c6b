import type { Json } from '#shared/ports/value.ts'
import type { ModelAnswer } from './answers.ts'
import { CancelAnswer, ResultAnswer, StatusAnswer } from './answers.ts'
import { isJsonObject, readFailureBody } from './failureBody.ts'
import type { Phase } from './phase.ts'
import { readPhase } from './phase.ts'
import { quote } from './quote.ts'
import { parseAs } from '#shared/parseAs.ts'

export interface Status {
  /** The engine's own word, on one line. */
  readonly word: string
  readonly phase: Phase
  readonly queuePosition: number | null
}

export interface Result {
  readonly word: string
  readonly phase: Phase
  readonly output: Json
  /** What the engine says went wrong, or ''. */
  readonly error: string
  /** In US dollars. */
  readonly cost: number | null
  /** From creation to end by the engine's own clock, in milliseconds, or null where it does not say. */
  readonly took: number | null
}

export interface Cancelled {
  /** `unknown` where the answer says neither: only the status tells then. */
  readonly outcome: 'cancelled' | 'not_cancellable' | 'unknown'
  readonly word: string
  readonly phase: Phase
}

export interface CatalogueEntry {
  readonly modelId: string
  readonly title: string
  readonly categories: readonly string[]
  readonly basePrice: number | null
  readonly priceUnit: string | null
  readonly pricingNote: string | null
  /** As published, oddities and all; null where it was not asked for or is not given. */
  readonly schema: Json | null
}

const WORD = 64

/** A 2xx body as a status, or null where it is none: then it is a failure in the clothes of a success. */
export function readStatus(body: Json): Status | null {
  const parsed = parseAs(StatusAnswer, body)
  if (!parsed.success) return null
  const { status, queue_position: position } = parsed.data
  const phase = readPhase(status)
  if (phase === 'unknown' && readFailureBody(body).code !== null) return null
  return { word: quote(status, WORD), phase, queuePosition: position === null ? null : Math.floor(position) }
}

/**
 * A 2xx body as a result, or null where it is none. Its own status decides; without one, an output means completed
 * and an error failed. A `completed` that brings an error and nothing else has failed.
 */
export function readResult(body: Json): Result | null {
  const parsed = parseAs(ResultAnswer, body)
  if (!parsed.success) return null
  const { status, output, error, cost, created_at: created, finished_at: finished } = parsed.data
  const failure = readFailureBody(body)
  const empty = output === undefined || output === null
  const failed = failure.code !== null || (error !== undefined && error !== null && error !== '')
  if (status === undefined && empty) return null
  const said = status === undefined ? 'completed' : readPhase(status)
  if (said === 'unknown' && empty && failure.code !== null) return null
  return {
    word: quote(status ?? 'completed', WORD),
    phase: said === 'completed' && empty && failed ? 'failed' : said,
    output: output ?? null,
    error: failure.words,
    cost,
    took: created === null || finished === null ? null : finished - created,
  }
}

/** A 2xx body as the answer to a cancel. */
export function readCancelled(body: Json): Cancelled | null {
  const parsed = parseAs(CancelAnswer, body)
  if (!parsed.success || (isJsonObject(body) && readFailureBody(body).code !== null)) return null
  const { status, outcome } = parsed.data
  const phase = readPhase(status)
  const said = readPhase(outcome) === 'cancelled' || (outcome === '' && phase === 'cancelled')
  return {
    outcome: said ? 'cancelled' : outcome === 'not_cancellable' ? 'not_cancellable' : 'unknown',
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
