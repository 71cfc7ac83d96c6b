import { countContainers } from '#shared/document/countContainers.ts'
import type { Json } from '#shared/ports/value.ts'

export type JsonFault = 'empty' | 'html' | 'cut-off' | 'not-json' | 'too-deep' | 'too-many'

/** An answer's body as JSON, or what it is instead. */
export type JsonVerdict = { readonly value: Json } | { readonly fault: JsonFault; readonly words: string }

/** Deeper than any answer of the API, and well within what recursion over it can bear. */
const DEEPEST = 64

/** Objects and lists: more than any answer has, and few enough that reading them keeps nobody waiting. */
const MOST_PARTS = 250_000

const words: { readonly [K in JsonFault]: string } = {
  empty: 'the answer is empty',
  html: 'the answer is a web page',
  'cut-off': 'the answer ended before it was whole',
  'not-json': 'the answer is no JSON',
  'too-deep': `the answer is nested more than ${DEEPEST} deep`,
  'too-many': `the answer has more than ${MOST_PARTS} objects and lists`,
}

/** Whether `text`, if JSON, nests deeper than allowed. Looks at brackets outside of strings alone. */
function isTooDeep(text: string): boolean {
  let depth = 0
  let quoted = false
  for (let index = 0; index < text.length; index++) {
    const letter = text[index]
    if (quoted) {
      if (letter === '\\') index++
      else if (letter === '"') quoted = false
    } else if (letter === '"') quoted = true
    else if (letter === '{' || letter === '[') {
      if (++depth > DEEPEST) return true
    } else if (letter === '}' || letter === ']') depth--
  }
  return false
}

/** Reads an answer's body. The body decides, not the type that it was called: gateways name types carelessly. */
export function readJson(text: string): JsonVerdict {
  const fault = (kind: JsonFault): JsonVerdict => ({ fault: kind, words: words[kind] })
  const trimmed = text.trim()
  if (trimmed === '') return fault('empty')
  if (trimmed.startsWith('<')) return fault('html')
  if (isTooDeep(trimmed)) return fault('too-deep')
  if (countContainers(trimmed, MOST_PARTS) > MOST_PARTS) return fault('too-many')
  try {
    // JSON.parse makes nothing but JSON.
    return { value: JSON.parse(trimmed) as Json }
  } catch {
    return fault(/^[[{"]/.test(trimmed) ? 'cut-off' : 'not-json')
  }
}
