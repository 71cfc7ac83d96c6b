import type { EngineId } from '#shared/catalogue/engineId.ts'
import { readDecimal, writeDecimal } from '#shared/pricing/decimal.ts'
import type { UnitPrice } from '#shared/pricing/unitPrice.ts'
import type { Clock, Log } from '#shared/services.ts'
import type { EngineDefinition, EnginePrices, PublishedPrice } from '../../engines/engine.ts'

/** The stored prices of every engine. */
export interface SavedPrices {
  /** Null if none is stored. */
  price(engine: EngineId, modelId: string): UnitPrice | null
  /** Throws `file.unwritable`, `library.broken`. */
  savePrices(engine: EngineId, prices: ReadonlyMap<string, UnitPrice>): void
}

/** The unit prices of one engine, as it has said them before. */
export interface UnitPrices {
  /** Null if it has said none yet. */
  of(modelId: string): UnitPrice | null
  /**
   * Asks the engine again for prices that are missing or a day old. Returns at once: nothing waits for a price. A
   * failure is logged, and the stored prices stay.
   */
  refresh(modelIds: readonly string[]): void
  close(): void
}

/** How long a price is used before the engine is asked again, in milliseconds. */
const FRESH = 24 * 60 * 60_000
/** How long the engine is not asked again after it had no price, or did not answer. */
const PAUSE = 10 * 60_000

export interface UnitPricesOptions {
  readonly engine: Pick<EngineDefinition, 'id' | 'capabilities'>
  readonly prices: EnginePrices
  readonly saved: SavedPrices
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
}

export function createUnitPrices({ engine, prices, saved, clock, log }: UnitPricesOptions): UnitPrices {
  const closing = new AbortController()
  /** When each model was asked about. */
  const asked = new Map<string, number>()
  const isWithin = (at: number | undefined, milliseconds: number): boolean => {
    const age = clock.now() - (at ?? -Infinity)
    return age >= 0 && age < milliseconds
  }
  const isStale = (modelId: string): boolean =>
    !isWithin(saved.price(engine.id, modelId)?.at, FRESH) && !isWithin(asked.get(modelId), PAUSE)

  async function ask(modelIds: readonly string[]): Promise<void> {
    const found = await prices.unitPrices(modelIds, closing.signal)
    if (closing.signal.aborted) return
    saved.savePrices(engine.id, asUnitPrices(engine, found, clock.now()))
  }

  return {
    of: (modelId) => saved.price(engine.id, modelId),
    refresh(modelIds) {
      const stale = [...new Set(modelIds)].filter(isStale)
      if (stale.length === 0 || closing.signal.aborted) return
      for (const modelId of stale) asked.set(modelId, clock.now())
      ask(stale).catch((thrown: unknown) => {
        if (!closing.signal.aborted) log.warn('prices.unread', { engine: engine.id, error: thrown })
      })
    },
    close: () => closing.abort(),
  }
}

/** Published prices with their date. A price that is no amount is left out. */
export function asUnitPrices(
  { capabilities }: Pick<EngineDefinition, 'capabilities'>,
  published: ReadonlyMap<string, PublishedPrice>,
  at: number,
): ReadonlyMap<string, UnitPrice> {
  const found = new Map<string, UnitPrice>()
  for (const [modelId, { price, unit, currency }] of published) {
    const amount = readDecimal(price)
    const atLeast = capabilities.quote !== 'unit price'
    if (amount !== null) found.set(modelId, { price: writeDecimal(amount), unit, currency, atLeast, at })
  }
  return found
}
