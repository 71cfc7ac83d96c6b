import { withoutTail } from '../withoutTail.ts'

/** A number without a sign, without the errors of binary fractions: its digits, `scale` of them behind the point. */
export interface Decimal {
  readonly digits: bigint
  readonly scale: number
}

/** Reads a number as it is written in decimal, with an exponent or without; null for anything else, or a longer one. */
export function readDecimal(written: string | number): Decimal | null {
  const match = /^(\d{1,15})(?:\.(\d{1,20}))?(?:e([+-]?\d{1,2}))?$/i.exec(String(written))
  if (match === null) return null
  const [, whole = '', part = '', exponent = '0'] = match
  const scale = part.length - Number(exponent)
  const digits = BigInt(whole + part)
  return scale < 0 ? { digits: digits * 10n ** BigInt(-scale), scale: 0 } : { digits, scale }
}

/** As digits, with a point if there is something behind it. */
export function writeDecimal({ digits, scale }: Decimal): string {
  const text = String(digits).padStart(scale + 1, '0')
  if (scale === 0) return text
  const part = withoutTail(text.slice(-scale), '0')
  return part === '' ? text.slice(0, -scale) : `${text.slice(0, -scale)}.${part}`
}

export const ZERO: Decimal = { digits: 0n, scale: 0 }

export const times = (one: Decimal, other: Decimal): Decimal => ({
  digits: one.digits * other.digits,
  scale: one.scale + other.scale,
})

export function plus(one: Decimal, other: Decimal): Decimal {
  const scale = Math.max(one.scale, other.scale)
  const scaled = (value: Decimal): bigint => value.digits * 10n ** BigInt(scale - value.scale)
  return { digits: scaled(one) + scaled(other), scale }
}

/** The nearest number to an exact one. */
export const toNumber = (value: Decimal): number => Number(writeDecimal(value))
