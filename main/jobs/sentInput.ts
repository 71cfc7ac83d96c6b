import type { Json } from '#shared/ports/value.ts'
import { isList } from '#shared/ports/value.ts'

/** The input that a job has sent; null if its body is not there, or not JSON. */
export function readSentInput(body: Uint8Array): Json | null {
  if (body.length === 0) return null
  try {
    // JSON.parse returns only JSON.
    return JSON.parse(Buffer.from(body).toString('utf8')) as Json
  } catch {
    return null
  }
}

export const isObject = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !isList(value)

/** Whether it is the same JSON, whatever the order of its keys. `isSame` compares what is neither list nor object. */
export function isEqualInput(
  one: Json,
  other: Json,
  isSame: (one: Json, other: Json) => boolean = (a, b) => a === b,
): boolean {
  if (isList(one) && isList(other))
    return (
      one.length === other.length &&
      one.every((each, index) => isEqualInput(each, other[index] ?? null, isSame))
    )
  if (!isObject(one) || !isObject(other)) return isSame(one, other)
  const keys = Object.keys(one)
  return (
    keys.length === Object.keys(other).length &&
    keys.every(
      (key) => Object.hasOwn(other, key) && isEqualInput(one[key] ?? null, other[key] ?? null, isSame),
    )
  )
}
