/** The position of a JSON syntax error. `offset` counts UTF-16 units from 0. */
export interface Fault {
  readonly offset: number
  readonly message: string
}

/**
 * The first position where a text is not JSON, or null if it is valid. The platform's own parser decides; this
 * explains, with the same message everywhere, what it refused. A single pass without recursion.
 */
export function findFault(text: string): Fault | null {
  const closers: string[] = []
  let expected: 'value' | 'item' | 'key' | 'name' | 'colon' | 'comma' | 'end' = 'value'
  let at = skipSpace(text, 0)
  for (; at < text.length; at = skipSpace(text, at)) {
    const found = text.charAt(at)
    const closer = closers.at(-1)
    // 'item' and 'key' come right after an opening bracket, which may be closed immediately.
    if (found === closer && (expected === 'item' || expected === 'key' || expected === 'comma')) {
      closers.pop()
      at += 1
      expected = closers.length === 0 ? 'end' : 'comma'
      continue
    }
    switch (expected) {
      case 'end':
        return { offset: at, message: `nothing more was expected here, ${foundAt(text, at)}` }
      case 'comma': {
        if (found !== ',')
          return { offset: at, message: `a comma or ${closer} was expected, ${foundAt(text, at)}` }
        at += 1
        expected = closer === '}' ? 'name' : 'value'
        continue
      }
      case 'colon': {
        if (found !== ':') return { offset: at, message: `a colon was expected, ${foundAt(text, at)}` }
        at += 1
        expected = 'value'
        continue
      }
      case 'key':
      case 'name': {
        if (found !== '"')
          return { offset: at, message: `a name in double quotes was expected, ${foundAt(text, at)}` }
        const end = stringEnd(text, at)
        if (typeof end !== 'number') return end
        at = end
        expected = 'colon'
        continue
      }
      case 'item':
      case 'value': {
        if (found === '{' || found === '[') {
          closers.push(found === '{' ? '}' : ']')
          at += 1
          expected = found === '{' ? 'key' : 'item'
          continue
        }
        const end = found === '"' ? stringEnd(text, at) : literalEnd(text, at)
        if (typeof end !== 'number') return end
        at = end
        expected = closers.length === 0 ? 'end' : 'comma'
      }
    }
  }
  return expected === 'end' ? null : { offset: text.length, message: 'the text ends here, in the middle' }
}

function skipSpace(text: string, from: number): number {
  let at = from
  for (;;) {
    const unit = text.charCodeAt(at)
    if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return at
    at += 1
  }
}

const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y

function stringEnd(text: string, from: number): number | Fault {
  let at = from + 1
  while (at < text.length) {
    const unit = text.charCodeAt(at)
    if (unit === 0x22) return at + 1
    if (unit < 0x20)
      return { offset: at, message: 'a line break or another control character stands inside a text' }
    if (unit === 0x5c) {
      escape.lastIndex = at
      if (!escape.test(text)) return { offset: at, message: 'this escape is not valid JSON' }
      at = escape.lastIndex
    } else at += 1
  }
  return { offset: from, message: 'the text that starts here never ends' }
}

/** What ends a number or word: anything that may follow one, or that starts another token. */
const boundary = new Set([' ', '\n', '\r', '\t', ',', ':', '"', '[', ']', '{', '}', '/'])
const numeral = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/

function literalEnd(text: string, from: number): number | Fault {
  let end = from
  while (end < text.length && !boundary.has(text.charAt(end))) end += 1
  const literal = text.slice(from, end)
  if (literal === 'true' || literal === 'false' || literal === 'null' || isNumeral(literal)) return end
  if (literal === '') return { offset: from, message: `a value was expected, ${foundAt(text, from)}` }
  const shown = literal.length > 20 ? `${literal.slice(0, 20)}…` : literal
  return { offset: from, message: `${JSON.stringify(shown)} is not a JSON value` }
}

/** A million digits are a number too, but more than a pattern should be given. */
const isNumeral = (literal: string): boolean =>
  numeral.test(
    literal.length > 1000 ? literal.replace(/[0-9]{100,}/g, (digits) => digits.slice(0, 2)) : literal,
  )

function foundAt(text: string, at: number): string {
  if (text.startsWith('//', at) || text.startsWith('/*', at)) return 'found a comment, which JSON has not'
  const unit = text.codePointAt(at) ?? 0
  return `found ${JSON.stringify(String.fromCodePoint(unit))}`
}
