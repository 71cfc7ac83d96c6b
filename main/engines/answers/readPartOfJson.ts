import type { Json } from '#shared/ports/value.ts'
import { BRACE, BRACKET, END_OF_LIST, END_OF_OBJECT, QUOTE, endOfText } from './jsonText.ts'

/** The maximum depth: the same as for an answer that is read whole. */
const DEEPEST = 64
/** The maximum number of values of each field of an output; the next field has as many of its own. */
const MAX_FIELD_PARTS = 5000
/** The maximum for the whole text: few enough that reading them does not block. */
const MAX_TOTAL_PARTS = 200_000
/** Where the fields of an output are: in an object that is one of the answer's fields, or in the answer itself. */
const FIELD_DEPTH = { wrapped: 2, bare: 1 } as const
export type OutputPlace = keyof typeof FIELD_DEPTH

/** Whitespace and separators between two parts. */
const SPACES = new Set([0x20, 0x09, 0x0a, 0x0d])

/** The depth of the answer's own fields: its cost, status and request are among them, however much comes before. */
const ANSWER = 1
const MAX_ANSWER_FIELDS = 1000

/** The text is no JSON, or is truncated. */
class NoJson extends Error {}

/**
 * Parses a part of a long JSON text: the start of lists and objects with too many entries, and nothing that is too
 * deep. All fields of the answer and of its output are read, however large the ones before are. Linear time and limited
 * memory. Null if the text is no JSON or truncated, as far as a partial read can tell.
 */
export function readPartOfJson(
  given: string,
  place: OutputPlace = 'wrapped',
): { readonly value: Json } | null {
  const cursor = createCursor(given.trim())
  const { expect, passRest, take } = cursor
  const { count, isOpen } = createBounds(FIELD_DEPTH[place])

  /** Undefined for a list or an object that is skipped. */
  function value(depth: number): Json | undefined {
    const isObject = cursor.next() === '{'
    count(depth)
    if (!isObject && cursor.next() !== '[') return cursor.scalar()
    take(isObject ? '{' : '[')
    if (depth < DEEPEST && isOpen(depth)) return isObject ? object(depth + 1) : list(depth + 1)
    passRest(1)
    return undefined
  }
  function list(depth: number): Json {
    const items: Json[] = []
    if (take(']')) return items
    do {
      if (!isOpen(depth)) {
        passRest(1)
        return items
      }
      const item = value(depth)
      if (item !== undefined) items.push(item)
    } while (take(','))
    expect(']')
    return items
  }
  function object(depth: number): Json {
    const fields: [string, Json][] = []
    if (!take('}')) {
      do {
        if (!isOpen(depth) && !(depth === ANSWER && fields.length < MAX_ANSWER_FIELDS)) {
          passRest(1)
          return Object.fromEntries(fields)
        }
        if (cursor.next() !== '"') throw new NoJson()
        const key = cursor.words()
        expect(':')
        const field = value(depth)
        if (field !== undefined) fields.push([key, field])
      } while (take(','))
      expect('}')
    }
    return Object.fromEntries(fields)
  }

  try {
    const whole = value(0)
    return whole === undefined || cursor.next() !== undefined ? null : { value: whole }
  } catch (thrown) {
    if (thrown instanceof NoJson || thrown instanceof SyntaxError) return null
    throw thrown
  }
}

/** The remaining budget: for the whole text, and for the current field of the output. */
function createBounds(fieldDepth: number) {
  let left = MAX_TOTAL_PARTS
  let leftOfField = MAX_FIELD_PARTS
  return {
    /** A value at this depth is still read. */
    count(depth: number): void {
      left--
      leftOfField--
      if (depth <= fieldDepth) leftOfField = MAX_FIELD_PARTS
    },
    isOpen: (depth: number): boolean => left > 0 && (depth <= fieldDepth || leftOfField > 0),
  }
}

/** A position in a JSON text that only advances. Throws `NoJson` for anything else than expected. */
function createCursor(text: string) {
  let at = 0

  /** The next character after whitespace; undefined at the end. */
  function next(): string | undefined {
    while (SPACES.has(text.charCodeAt(at))) at++
    return text[at]
  }
  function take(letter: string): boolean {
    if (next() !== letter) return false
    at++
    return true
  }
  /** Skips a string, from its opening quote to behind its closing one. */
  function passText(): void {
    at = endOfText(text, at) + 1
    if (at > text.length) throw new NoJson()
  }
  function words(): string {
    const from = at
    passText()
    // JSON.parse of a string returns a string.
    return JSON.parse(text.slice(from, at)) as string
  }

  return {
    next,
    take,
    words,
    expect(letter: string): void {
      if (!take(letter)) throw new NoJson()
    },
    /** Skips the rest of all open lists and objects. */
    passRest(open: number): void {
      while (open > 0) {
        if (at >= text.length) throw new NoJson()
        const letter = text.charCodeAt(at)
        if (letter === QUOTE) {
          passText()
          continue
        }
        if (letter === BRACE || letter === BRACKET) open++
        else if (letter === END_OF_OBJECT || letter === END_OF_LIST) open--
        at++
      }
    },
    scalar(): Json {
      if (text[at] === '"') return words()
      const from = at
      while (at < text.length && !/[\s,\]}]/.test(text[at] ?? '')) at++
      // JSON.parse returns only JSON.
      return JSON.parse(text.slice(from, at)) as Json
    },
  }
}
