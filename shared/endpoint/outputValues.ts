import type { Json } from '../ports/value.ts'
import { isList } from '../ports/value.ts'
import { fieldOf, isAddress } from './outputAddresses.ts'
import { isSchemaNode } from './schemaNode.ts'

/** Names under which models answer with words, the likeliest first; any other name comes after them. */
const usual = ['text', 'texts', 'output', 'outputs', 'result', 'results', 'answer', 'content', 'caption']
/** Deeper than any answer wraps its words. */
const DEEPEST = 4

/** What lies in an output one level down: by the likeliest name first, without the echo of what went in. */
function partsOf(output: Json): readonly Json[] {
  if (isList(output)) return output
  if (!isSchemaNode(output)) return []
  const { input: _, ...rest } = output
  const rank = (key: string): number => (usual.includes(key) ? usual.indexOf(key) : usual.length)
  return Object.entries(rest)
    .toSorted(([one], [other]) => rank(one) - rank(other))
    .map(([, value]) => value)
}

/** The first thing in an output that `read` takes, however it is wrapped. */
function findFirst<T>(output: Json, read: (value: Json) => T | undefined, depth = 0): T | undefined {
  const own = read(output)
  if (own !== undefined || depth === DEEPEST) return own
  for (const part of partsOf(output)) {
    const found = findFirst(part, read, depth + 1)
    if (found !== undefined) return found
  }
  return undefined
}

const isWords = (value: Json): value is string => typeof value === 'string' && !isAddress(value)

/** A list that is nothing but words, each on its own. */
const asTexts = (value: Json): readonly string[] | undefined =>
  isList(value) && value.length > 0 && value.every(isWords) ? value : undefined

/** What is alone in an output, however often it is wrapped: beside other fields, a number may be about something else. */
function loneScalar(output: Json, depth = 0): string | number | boolean | undefined {
  if (output === null) return undefined
  if (typeof output !== 'object') return output
  const [only, ...more] = partsOf(output)
  return only === undefined || more.length > 0 || depth === DEEPEST ? undefined : loneScalar(only, depth + 1)
}

/** A text, however it is called: itself, a list of texts as lines, or the one number, yes or no, or address that there is. */
export function readText(output: Json): string | undefined {
  const words = findFirst(output, (value) => (isWords(value) ? value : asTexts(value)?.join('\n')))
  const lone = words ?? loneScalar(output)
  // An address is a file of the result, unless it was asked for as a text.
  const isFile =
    typeof lone === 'string' && isAddress(lone) && lone !== output && lone !== fieldOf(output, 'text')
  return lone === undefined || isFile ? undefined : String(lone)
}

/** A list of texts, however it is called; one text is a list of one. */
export function readTexts(output: Json): readonly string[] | undefined {
  const list = findFirst(output, asTexts)
  if (list !== undefined) return list
  const one = readText(output)
  return one === undefined ? undefined : [one]
}

export const readNumber = (output: Json): number | undefined =>
  findFirst(output, (value) => (typeof value === 'number' ? value : undefined))

export const readBoolean = (output: Json): boolean | undefined =>
  findFirst(output, (value) => (typeof value === 'boolean' ? value : undefined))

/** Whether there is nothing in it: null, an empty text, list or object, or one that has nothing but such. */
export function isEmpty(output: Json | undefined): boolean {
  if (output === undefined || output === null || output === '') return true
  return typeof output === 'object' && partsOf(output).every(isEmpty)
}
