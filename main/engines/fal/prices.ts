import { z } from 'zod'
import { AppError } from '#shared/errors.ts'
import type { Json } from '#shared/ports/value.ts'
import { parseAs } from '#shared/problems/parseAs.ts'
import type { Clock } from '#shared/services.ts'
import type { FalEgress } from './origins.ts'
import type { SendCall } from '../answers/sendCall.ts'
import { quote } from '../answers/quote.ts'
import type { PublishedPrice } from '../engine.ts'

/** How long a price is used, in milliseconds: fal's change rarely. */
const FRESH = 60 * 60_000
/** The most endpoints in one call. */
const MAX_IDS = 50

const Entry = z.object({
  endpoint_id: z.string().min(1),
  unit_price: z.number().nonnegative(),
  unit: z.string().catch('').default(''),
  currency: z.string().catch('USD').default('USD'),
})
const PricesAnswer = z.object({
  prices: z
    .array(Entry.nullable().catch(null))
    .transform((entries) => entries.filter((entry) => entry !== null)),
})

/** The prices in an answer, by endpoint; null if it is none. An entry that cannot be read is left out. */
export function readPrices(body: Json): ReadonlyMap<string, PublishedPrice> | null {
  const { data } = parseAs(PricesAnswer, body)
  if (data === undefined) return null
  return new Map(
    data.prices.map(({ endpoint_id: id, unit_price: price, unit, currency }) => [
      id,
      { price, unit: quote(unit, 40), currency: quote(currency, 8) },
    ]),
  )
}

export interface FalPrices {
  /**
   * What an endpoint charges for a unit; null if it is not published. Remembered for an hour. Rejects as the reading
   * calls of a client do.
   */
  unitPrice(modelId: string, signal?: AbortSignal): Promise<PublishedPrice | null>
  /** The same for many endpoints, without those that have none. */
  unitPrices(modelIds: readonly string[], signal?: AbortSignal): Promise<ReadonlyMap<string, PublishedPrice>>
}

export function createFalPrices({
  egress: { apis },
  send,
  clock,
}: {
  readonly egress: Pick<FalEgress, 'apis'>
  readonly send: SendCall
  readonly clock: Pick<Clock, 'now'>
}): FalPrices {
  const known = new Map<string, { readonly price: PublishedPrice | null; readonly at: number }>()
  const isFresh = (modelId: string): boolean => {
    const age = clock.now() - (known.get(modelId)?.at ?? -Infinity)
    return age >= 0 && age < FRESH
  }

  async function ask(
    modelIds: readonly string[],
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<string, PublishedPrice>> {
    const { platform } = apis
    const params = new URLSearchParams({ endpoint_id: modelIds.join(',') })
    const sent = platform.get(`/v1/models/pricing?${params.toString()}`, { signal })
    return send({ call: 'prices', host: platform.host, sent, read: readPrices })
  }

  /** One unknown endpoint fails the whole call: then each is asked for alone. */
  async function askForMany(
    modelIds: readonly string[],
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<string, PublishedPrice>> {
    const found = new Map<string, PublishedPrice>()
    try {
      return await ask(modelIds, signal)
    } catch (thrown) {
      if (!isUnknownModel(thrown) || modelIds.length === 1) throw thrown
    }
    for (const modelId of modelIds)
      try {
        for (const entry of await ask([modelId], signal)) found.set(...entry)
      } catch (thrown) {
        if (!isUnknownModel(thrown)) throw thrown
      }
    return found
  }

  async function load(modelIds: readonly string[], signal?: AbortSignal): Promise<void> {
    const prices = await askForMany(modelIds, signal)
    const at = clock.now()
    for (const modelId of modelIds) known.set(modelId, { price: prices.get(modelId) ?? null, at })
  }

  async function unitPrices(
    modelIds: readonly string[],
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<string, PublishedPrice>> {
    const stale = [...new Set(modelIds)].filter((modelId) => !isFresh(modelId))
    for (let from = 0; from < stale.length; from += MAX_IDS)
      await load(stale.slice(from, from + MAX_IDS), signal)
    const found = modelIds.flatMap((modelId) => {
      const price = known.get(modelId)?.price ?? null
      return price === null ? [] : [[modelId, price] as const]
    })
    return new Map(found)
  }

  return {
    unitPrices,
    unitPrice: async (modelId, signal) => (await unitPrices([modelId], signal)).get(modelId) ?? null,
  }
}

const isUnknownModel = (thrown: unknown): boolean =>
  thrown instanceof AppError && thrown.code === 'input.invalid'
