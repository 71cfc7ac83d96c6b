import type { ReportedCost } from '#shared/pricing/readCost.ts'
import { readCost } from '#shared/pricing/readCost.ts'

/** What an endpoint charges for one of its units. */
export interface UnitPrice {
  readonly price: number
  /** As published: `images`, `megapixels`, `seconds`. */
  readonly unit: string
  /** As in `USD`. */
  readonly currency: string
}

/** A number without a sign, as digits and the number of them behind the point. */
interface Decimal {
  readonly digits: bigint
  readonly scale: number
}

function readDecimal(text: string): Decimal | null {
  const match = /^(\d{1,15})(?:\.(\d{1,20}))?(?:e([+-]?\d{1,2}))?$/i.exec(text)
  if (match === null) return null
  const [, whole = '', part = '', exponent = '0'] = match
  const scale = part.length - Number(exponent)
  const digits = BigInt(whole + part)
  return scale < 0 ? { digits: digits * 10n ** BigInt(-scale), scale: 0 } : { digits, scale }
}

function write({ digits, scale }: Decimal): string {
  const text = String(digits).padStart(scale + 1, '0')
  return scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`
}

/**
 * The cost of a job in US dollars: its billable units, as reported, times the price of one, without the errors of
 * binary fractions. Null if one of them is not known, or the price is in another currency; `odd` is what was reported
 * in place of a plausible number of units.
 */
export function costOf(units: string | undefined, price: UnitPrice | null): ReportedCost {
  if (units === undefined || units.trim() === '') return { cost: null }
  const count = readDecimal(units.trim())
  if (count === null) return { cost: null, odd: units.slice(0, 60) }
  if (price === null || price.currency.toUpperCase() !== 'USD') return { cost: null }
  const each = readDecimal(String(price.price))
  if (each === null) return { cost: null }
  const { cost, odd } = readCost(
    Number(write({ digits: count.digits * each.digits, scale: count.scale + each.scale })),
  )
  return odd === undefined ? { cost } : { cost, odd: units.slice(0, 60) }
}
