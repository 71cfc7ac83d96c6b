import type { Decimal } from './decimal.ts'
import { plus, readDecimal, times, toNumber, ZERO } from './decimal.ts'
import type { NewJob } from './estimateUnits.ts'
import { estimateUnits } from './estimateUnits.ts'
import type { UnitPrice } from './unitPrice.ts'

/** What is known about the price of a job. */
export interface KnownPrices {
  /** What the engine charges for a unit of the endpoint; null if it does not say, or was not asked yet. */
  readonly unit: UnitPrice | null
  /** The usual charge of the user's own jobs of the endpoint, in US dollars; null if there were none. */
  readonly usual: number | null
}

/** What jobs will cost together: `cost` is null if nothing is known, `unpriced` counts those that may cost more. */
export interface JobsPrice {
  readonly jobs: number
  /** In US dollars. */
  readonly cost: number | null
  readonly unpriced: number
}

/** The cost of a job by the price of a unit, in US dollars; null if its units, or what they cost, are not known. */
function costByUnit(job: NewJob, unit: UnitPrice | null): { cost: Decimal; atLeast: boolean } | null {
  const price = unit === null || unit.currency.toUpperCase() !== 'USD' ? null : readDecimal(unit.price)
  if (unit === null || price === null) return null
  const estimated = estimateUnits(unit.unit, job)
  const units = estimated === null ? null : readDecimal(estimated.units)
  if (estimated === null || units === null) return null
  return { cost: times(price, units), atLeast: unit.atLeast || estimated.atLeast }
}

/**
 * Adds up what jobs will cost: each by its units if their number and price are known; else what such jobs usually cost;
 * else what it costs at least.
 */
export function priceJobs(jobs: Iterable<NewJob>, pricesOf: (job: NewJob) => KnownPrices): JobsPrice {
  let sum: Decimal | null = null
  let count = 0
  let unpriced = 0
  for (const job of jobs) {
    count++
    const { unit, usual } = pricesOf(job)
    const byUnit = costByUnit(job, unit)
    const byReceipts = usual === null ? null : readDecimal(usual)
    const cost: Decimal | null =
      byUnit?.atLeast === false ? byUnit.cost : (byReceipts ?? byUnit?.cost ?? null)
    if (cost !== null) sum = plus(sum ?? ZERO, cost)
    if (cost === null || (byReceipts === null && byUnit?.atLeast === true)) unpriced++
  }
  return { jobs: count, cost: sum === null ? null : toNumber(sum), unpriced }
}
