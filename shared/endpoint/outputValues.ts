import type { Json } from '../ports/value.ts'
import { isList } from '../ports/value.ts'
import { fieldOf, isAddress } from './outputAddresses.ts'
import { isSchemaNode } from './schemaNode.ts'

/** The names under which models return text, most likely first; any other name comes after them. */
const usual = ['text', 'texts', 'output', 'outputs', 'result', 'results', 'answer', 'content', 'caption']
/** Deeper than any answer nests its text. */
const DEEPEST = 4

/** The values one level down in an output: the most likely name first, without the echo of the input. */
function partsOf(output: Json): readonly Json[] {
  if (isList(output)) return output
  if (!isSchemaNode(output)) return []
  const { input: _, ...rest } = output
  const rank = (key: string): number => (usual.includes(key) ? usual.indexOf(key) : usual.length)
  return Object.entries(rest)
    .toSorted(([one], [other]) => rank(one) - rank(other))
    .map(([, value]) => value)
}

/** The first value in an output that `read` accepts, however it is nested. */
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

/** A list that consists only of texts. */
const asTexts = (value: Json): readonly string[] | undefined =>
  isList(value) && value.length > 0 && value.every(isWords) ? value : undefined

/**
 * The single value in an output, however often it is wrapped: beside other fields, a number may be about something
 * else.
 */
function loneScalar(output: Json, depth = 0): string | number | boolean | undefined {
  if (output === null) return undefined
  if (typeof output !== 'object') return output
  const [only, ...more] = partsOf(output)
  return only === undefined || more.length > 0 || depth === DEEPEST ? undefined : loneScalar(only, depth + 1)
}

/** A text, whatever its name: the output itself, a list of texts as lines, or the only number, boolean or address. */
export function readText(output: Json): string | undefined {
  const words = findFirst(output, (value) => (isWords(value) ? value : asTexts(value)?.join('\n')))
  const lone = words ?? loneScalar(output)
  // An address is a file of the result, unless a text was requested.
  const isFile =
    typeof lone === 'string' && isAddress(lone) && lone !== output && lone !== fieldOf(output, 'text')
  return lone === undefined || isFile ? undefined : String(lone)
}

/** A list of texts, whatever its name; one text is a list of one. */
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

/** Whether it is empty: null, an empty text, list or object, or one that contains only such values. */
export function isEmpty(output: Json | undefined): boolean {
  if (output === undefined || output === null || output === '') return true
  return typeof output === 'object' && partsOf(output).every(isEmpty)
}
