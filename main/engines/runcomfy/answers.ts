import { z } from 'zod'
import type { Json } from '#shared/ports/value.ts'
import { RequestId } from '../answers/requestId.ts'

// Each answer is read leniently: a missing or strange part is left out, never a reason to lose the rest. Required parts
// are without `catch`.

/** Any JSON: it came out of JSON.parse. */
const AnyJson = z.custom<Json>((value) => value !== undefined)

const Words = z.string().catch('')
const Place = z.string().nullable().catch(null)
const Dollars = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,12}(\.\d{1,20})?$/)
      .transform(Number),
  ])
  .nullable()
  .catch(null)
/** A date string, as milliseconds since 1970. */
const Instant = z
  .string()
  .transform((text) => Date.parse(text))
  .pipe(z.number())
  .nullable()
  .catch(null)
const absent = <T extends z.ZodType>(type: T) => type.optional().catch(undefined)

export const SubmitAnswer = z.object({
  request_id: RequestId,
  status_url: Place.default(null),
  result_url: Place.default(null),
  cancel_url: Place.default(null),
})
export type SubmitAnswer = z.infer<typeof SubmitAnswer>

export const StatusAnswer = z.object({
  status: z.string().min(1),
  queue_position: z.number().nonnegative().nullable().catch(null).default(null),
})
export type StatusAnswer = z.infer<typeof StatusAnswer>

export const ResultAnswer = z.object({
  model_id: absent(z.string().min(1)),
  input: absent(AnyJson),
  status: absent(z.string().min(1)),
  output: absent(AnyJson),
  error: absent(AnyJson),
  cost: absent(AnyJson),
  created_at: Instant.default(null),
  finished_at: Instant.default(null),
})
export type ResultAnswer = z.infer<typeof ResultAnswer>

export const CancelAnswer = z.object({ status: Words.default(''), outcome: Words.default('') })
export type CancelAnswer = z.infer<typeof CancelAnswer>

/** One entry of the catalogue. */
export const ModelAnswer = z.object({
  model_id: z.string().min(1),
  display_name: absent(z.string()),
  categories: z.array(z.string()).catch([]).default([]),
  base_price_usd: Dollars.default(null),
  price_unit: absent(z.string()),
  pricing_note: absent(z.string()),
  schema: absent(AnyJson),
  input_schema: absent(AnyJson),
})
export type ModelAnswer = z.infer<typeof ModelAnswer>

export const ModelsAnswer = z.object({
  // An entry that cannot be read is left out, and the others stay.
  models: z
    .array(ModelAnswer.nullable().catch(null))
    .transform((entries) => entries.filter((entry) => entry !== null)),
  total: absent(z.int().nonnegative()),
})
export type ModelsAnswer = z.infer<typeof ModelsAnswer>

export const BalanceAnswer = z.object({
  balance_usd: z.union([
    z.number(),
    z
      .string()
      .regex(/^-?\d+(\.\d+)?$/)
      .transform(Number),
  ]),
  currency: z.string().catch('USD').default('USD'),
})
export type BalanceAnswer = z.infer<typeof BalanceAnswer>
