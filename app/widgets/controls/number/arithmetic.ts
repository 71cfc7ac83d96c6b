/** A typed number: its value, or why it is none. */
export type Computed =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly text: string }

/** The maximum nesting of brackets: typed expressions are short. */
const LONGEST = 200

const NUMBER = /^(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?/
/** A comma before exactly three digits may stand for thousands, or be a decimal comma; not after a leading zero. */
const AMBIGUOUS = /(?<![\d.,])([1-9]\d{0,2}),(\d{3})(?![\d.,])/
const ASSIGNS = /^([+\-*/])=/

const apply = (sign: string, left: number, right: number): number =>
  sign === '+' ? left + right : sign === '-' ? left - right : sign === '*' ? left * right : left / right

/**
 * Computes an expression: numbers with a point or a comma, `+ - * /` and brackets; `+= 8` and the like start from
 * `current`. It is parsed, never evaluated as code.
 */
export function compute(typed: string, current: number): Computed {
  const text = typed.replaceAll('−', '-').replaceAll('×', '*').replaceAll('÷', '/').replaceAll(/\s+/g, '')
  if (text === '') return no('Enter a number.')
  if (text.length > LONGEST) return no(`This is longer than the ${LONGEST} characters that are read.`)
  const ambiguous = AMBIGUOUS.exec(text)
  if (ambiguous !== null) {
    const [given, before, after] = ambiguous
    return no(`“${given}” may be ${before}${after} or ${before}.${after}: write one of these.`)
  }
  const assigns = ASSIGNS.exec(text)
  const read = readSum(assigns === null ? text : text.slice(2), 0)
  if (read === null) return no(`“${typed.trim()}” is not a number.`)
  const value = assigns === null ? read : apply(assigns[1] ?? '+', current, read)
  return Number.isFinite(value) ? { ok: true, value: clean(value) } : no('The result is not a finite number.')
}

const no = (text: string): Computed => ({ ok: false, text })

/** 0.1 + 0.2 is 0.3: digits beyond the fifteenth are rounding errors. */
const clean = (value: number): number => (Number.isInteger(value) ? value : Number(value.toPrecision(15)))

interface Read {
  readonly value: number
  readonly at: number
}

/** The whole text as a sum; null where it is none. */
function readSum(text: string, from: number): number | null {
  const read = sum(text, from)
  return read === null || read.at < text.length ? null : read.value
}

const sum = (text: string, from: number): Read | null => chain(text, from, '+-', product)
const product = (text: string, from: number): Read | null => chain(text, from, '*/', factor)

/** Terms with signs between them, from left to right. */
function chain(
  text: string,
  from: number,
  signs: string,
  part: (text: string, from: number) => Read | null,
): Read | null {
  let read = part(text, from)
  while (read !== null && read.at < text.length && signs.includes(text.charAt(read.at))) {
    const sign = text.charAt(read.at)
    const next = part(text, read.at + 1)
    read = next === null ? null : { value: apply(sign, read.value, next.value), at: next.at }
  }
  return read
}

function factor(text: string, from: number): Read | null {
  const sign = text.charAt(from)
  if (sign === '-' || sign === '+') {
    const read = factor(text, from + 1)
    return read === null ? null : { value: sign === '-' ? -read.value : read.value, at: read.at }
  }
  if (sign === '(') {
    const read = sum(text, from + 1)
    return read === null || text.charAt(read.at) !== ')' ? null : { value: read.value, at: read.at + 1 }
  }
  const found = NUMBER.exec(text.slice(from))?.[0]
  return found === undefined ? null : { value: Number(found.replace(',', '.')), at: from + found.length }
}
