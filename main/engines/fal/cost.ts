import type { ReportedCost } from '#shared/pricing/readCost.ts'
import { readCost } from '#shared/pricing/readCost.ts'
import { readDecimal, times, toNumber } from '#shared/pricing/decimal.ts'
import type { PublishedPrice } from '../engine.ts'

/**
 * The cost of a job in US dollars: its billable units, as reported, times the price of one, without the errors of
 * binary fractions. Null if one of them is not known, or the price is in another currency; `odd` is what was reported
 * in place of a plausible number of units.
 */
export function costOf(units: string | undefined, price: PublishedPrice | null): ReportedCost {
  if (units === undefined || units.trim() === '') return { cost: null }
  const count = readDecimal(units.trim())
  if (count === null) return { cost: null, odd: units.slice(0, 60) }
  if (price === null || price.currency.toUpperCase() !== 'USD') return { cost: null }
  const each = readDecimal(price.price)
  if (each === null) return { cost: null }
  const { cost, odd } = readCost(toNumber(times(count, each)))
  return odd === undefined ? { cost } : { cost, odd: units.slice(0, 60) }
}
