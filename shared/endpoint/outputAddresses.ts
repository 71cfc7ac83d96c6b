import type { Json } from '../ports/value.ts'
import { isList } from '../ports/value.ts'
import { isSchemaNode } from './schemaNode.ts'

const address = /^(https?:\/\/|data:)\S+$/i
/** More than any endpoint returns; whatever is deeper or beyond is not an output. */
const DEEPEST = 8
const MAX_ADDRESSES = 1000

export const isAddress = (text: string): boolean => address.test(text)

function collect(value: Json | undefined, into: Set<string>, depth: number): void {
  if (into.size >= MAX_ADDRESSES || depth > DEEPEST) return
  if (typeof value === 'string') {
    if (isAddress(value)) into.add(value)
  } else if (isList(value)) {
    for (const item of value) collect(item, into, depth + 1)
  } else if (isSchemaNode(value)) {
    for (const [key, item] of Object.entries(value)) if (key !== 'input') collect(item, into, depth + 1)
  }
}

/** Every address in an endpoint's `output`, each once, in order. */
export function outputAddresses(output: Json): readonly string[] {
  const found = new Set<string>()
  collect(output, found, 0)
  return [...found]
}

/** The field of this name where there is one. */
export const fieldOf = (output: Json, name: string): Json | undefined =>
  isSchemaNode(output) && Object.hasOwn(output, name) ? output[name] : undefined

/**
 * The addresses for an output named `one`, such as `image`, or `ones` if there are many, in any shape: a text, a list,
 * objects with a `url`. If one of the two names is missing the other is used, and if both are, every address.
 */
export function addressesFor(output: Json, one: string, list: boolean): readonly string[] {
  if (!isSchemaNode(output)) return outputAddresses(output)
  const single = outputAddresses([fieldOf(output, one) ?? null])
  const many = outputAddresses([fieldOf(output, `${one}s`) ?? null])
  const [first, second] = list ? [many, single] : [single, many]
  return first.length > 0 ? first : second.length > 0 ? second : outputAddresses(output)
}
