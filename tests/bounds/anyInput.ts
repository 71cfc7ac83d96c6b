import { z } from 'zod'
import { requests } from '#shared/api/contract.ts'
import type { RequestName } from '#shared/api/contract.ts'

/** The part of a schema that an input is made from. */
interface Schema {
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly maxLength?: number
  readonly minimum?: number
  readonly pattern?: string
}

/** An input that a request accepts, with `text` wherever a text of its length is allowed. */
export function anyInput(name: RequestName, text: string): unknown {
  // The cast: JSON Schema is plain JSON, read here no further than it is written.
  const schema = z.toJSONSchema(requests[name].input, { io: 'input', unrepresentable: 'any' }) as Schema
  return valueFor(schema, text)
}

function valueFor(schema: Schema, text: string): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum !== undefined) return schema.enum[0]
  const either = schema.anyOf ?? schema.oneOf
  // A text beside a whole number is the address of an item: only one that is made of numbers is allowed.
  if (either !== undefined)
    return valueFor(either.find(({ type }) => type === 'integer') ?? either[0] ?? {}, text)
  switch (typeof schema.type === 'object' ? schema.type[0] : schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([key, value]) => [key, valueFor(value, text)]),
      )
    case 'array':
      return []
    case 'string':
      if (schema.pattern?.includes('64') === true) return 'f'.repeat(64)
      // A name is not any text.
      if (schema.pattern !== undefined && !new RegExp(schema.pattern).test(text)) return 'a'
      return text.slice(0, Math.min(text.length, schema.maxLength ?? Infinity))
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1)
    case 'boolean':
      return false
    case 'null':
      return null
    default:
      return text
  }
}
