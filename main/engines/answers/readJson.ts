import type { Json } from '#shared/ports/value.ts'
import { BRACE, BRACKET, COMMA, END_OF_LIST, END_OF_OBJECT, QUOTE, endOfText } from './jsonText.ts'

export type JsonFault = 'empty' | 'html' | 'cut-off' | 'not-json' | 'too-deep' | 'too-many'

/** An answer's body as JSON, or what it is instead. */
export type JsonVerdict = { readonly value: Json } | { readonly fault: JsonFault; readonly words: string }

/** Deeper than any answer of the API, and well within safe recursion. */
const DEEPEST = 64

/** Objects and lists: more than any answer has, and few enough that parsing them does not block. */
const MAX_PARTS = 250_000
/** The same for values, such as the numbers in a list. */
const MAX_VALUES = 1_000_000

const messages: { readonly [K in JsonFault]: string } = {
  empty: 'the answer is empty',
  html: 'the answer is a web page',
  'cut-off': 'the answer ended before it was whole',
  'not-json': 'the answer is not JSON',
  'too-deep': `the answer is nested more than ${DEEPEST} deep`,
  'too-many': `the answer has more than ${MAX_PARTS} objects and lists, or ${MAX_VALUES} values`,
}

/** Why `text`, if JSON, must not be parsed whole. One scan outside of strings, without allocations. */
function tooMuch(text: string): 'too-deep' | 'too-many' | null {
  let depth = 0
  let parts = 0
  let values = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit === QUOTE) at = endOfText(text, at)
    else if (unit === COMMA) {
      if (++values >= MAX_VALUES) return 'too-many'
    } else if (unit === BRACE || unit === BRACKET) {
      if (++depth > DEEPEST) return 'too-deep'
      if (++parts > MAX_PARTS) return 'too-many'
    } else if (unit === END_OF_OBJECT || unit === END_OF_LIST) depth--
  }
  return null
}

/** Reads an answer's body. The body decides, not its declared type: gateways declare types carelessly. */
export function readJson(text: string): JsonVerdict {
  const fault = (kind: JsonFault): JsonVerdict => ({ fault: kind, words: messages[kind] })
  const trimmed = text.trim()
  if (trimmed === '') return fault('empty')
  if (trimmed.startsWith('<')) return fault('html')
  const much = tooMuch(trimmed)
  if (much !== null) return fault(much)
  try {
    // JSON.parse returns only JSON.
    return { value: JSON.parse(trimmed) as Json }
  } catch {
    return fault(/^[[{"]/.test(trimmed) ? 'cut-off' : 'not-json')
  }
}
