import type { Json } from '#shared/ports/value.ts'
import { BRACE, BRACKET, END_OF_LIST, END_OF_OBJECT, QUOTE, endOfText } from './jsonText.ts'

/** Deeper than this nothing is read: as deep as an answer may be that is read whole. */
const DEEPEST = 64
/** Of each field of an output so many values are read; the next field has as many of its own. */
const MAX_FIELD_PARTS = 5000
/** Of the whole text: few enough that reading them keeps nobody waiting. */
const MAX_TOTAL_PARTS = 200_000
/** An answer is an object, and its output one of its fields: what lies this deep is a field of the output. */
const FIELD_DEPTH = 2

/** What may stand between two parts. */
const SPACES = new Set([0x20, 0x09, 0x0a, 0x0d])

/** The depth of the answer's own fields. What it cost, its status and its request stand among them, however much stands before. */
const ANSWER = 1
const MAX_ANSWER_FIELDS = 1000

/** The text is no JSON, or it ended before it was whole. */
class NoJson extends Error {}

/**
 * A part of a long text of JSON: of lists and objects that have too much in them their beginning, and nothing of what lies too
 * deep. The fields of the answer and of its output are all looked at, however much stands in those before them. Takes linear
 * time and bounded memory. Null where the text is no JSON or not whole, as far as that can be seen without reading all of it.
 */
export function readPartOfJson(given: string): { readonly value: Json } | null {
  const cursor = createCursor(given.trim())
  const { expect, passRest, take } = cursor
  const { count, isOpen } = createBounds()

  /** Undefined for a list or an object that is passed over. */
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

/** How much more is read: of the whole text, and of the field of the output that is read. */
function createBounds() {
  let left = MAX_TOTAL_PARTS
  let leftOfField = MAX_FIELD_PARTS
  return {
    /** A value of this depth is read. */
    count(depth: number): void {
      left--
      leftOfField--
      if (depth <= FIELD_DEPTH) leftOfField = MAX_FIELD_PARTS
    },
    isOpen: (depth: number): boolean => left > 0 && (depth <= FIELD_DEPTH || leftOfField > 0),
  }
}

/** A place in a text of JSON that only goes on. Throws `NoJson` where something else stands there. */
function createCursor(text: string) {
  let at = 0

  /** What stands next behind spaces; undefined at the end. */
  function next(): string | undefined {
    while (SPACES.has(text.charCodeAt(at))) at++
    return text[at]
  }
  function take(letter: string): boolean {
    if (next() !== letter) return false
    at++
    return true
  }
  /** Passes over a text, from its first quote to behind its last. */
  function passText(): void {
    at = endOfText(text, at) + 1
    if (at > text.length) throw new NoJson()
  }
  function words(): string {
    const from = at
    passText()
    // JSON.parse makes a text of a text.
    return JSON.parse(text.slice(from, at)) as string
  }

  return {
    next,
    take,
    words,
    expect(letter: string): void {
      if (!take(letter)) throw new NoJson()
    },
    /** Passes over all that is left in as many lists and objects as are open. */
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
      // JSON.parse makes nothing but JSON.
      return JSON.parse(text.slice(from, at)) as Json
    },
  }
}
