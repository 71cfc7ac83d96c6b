import { withoutTail } from '../withoutTail.ts'
import { eachValue } from './eachValue.ts'
import type { Path } from '../problems/problem.ts'

/** A number in a file that a double cannot represent: as written, and as read. */
export interface InexactNumber {
  readonly path: Path
  readonly written: string
  readonly read: number
}

/** A placeholder for such a number until its path is known. */
class Marker {
  readonly written: string
  readonly read: number

  constructor(written: string, read: number) {
    this.written = written
    this.read = read
  }
}

/**
 * The numbers beyond 2^53 in a JSON text whose value changes when they are read, such as 18446744073709551615.
 * Fractions are ignored: what a double drops there is beyond its 15 digits, and is no identity. For texts that were
 * parsed before and are at most `CAPS.depth` deep, since the parser recurses when it is asked for its sources.
 */
export function inexactNumbers(text: string): readonly InexactNumber[] {
  // A number's source text as third argument is ES2026: without it, nothing is found.
  const marked: unknown = JSON.parse(text, (_key, value: unknown, context?: { readonly source?: string }) => {
    if (typeof value !== 'number' || Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value
    const source = context?.source
    return source === undefined || isSame(source, String(value)) ? value : new Marker(source, value)
  })
  const found: InexactNumber[] = []
  eachValue(marked, (value, _key, path) => {
    if (!(value instanceof Marker)) return true
    found.push({ path: path(), written: value.written, read: value.read })
    return false
  })
  return found
}

const isSame = (written: string, read: string): boolean => written === read || plain(written) === plain(read)

/** A decimal in canonical form: its digits without zeros at either end, and the power of ten of the last one. */
function plain(number: string): string {
  const [mantissa = '', power = '0'] = number.toLowerCase().split('e')
  const [whole = '', fraction = ''] = mantissa.split('.')
  const digits = `${whole}${fraction}`.replace(/^(-?)0+/, '$1')
  const significant = withoutTail(digits, '0')
  return `${significant}e${Number(power) - fraction.length + digits.length - significant.length}`
}
