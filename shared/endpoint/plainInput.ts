import type { MediaKind } from '../ports/value.ts'
import { isMediaKind } from '../ports/value.ts'
import { readInputs, readObject } from './readInputs.ts'
import type { SchemaNode } from './schemaNode.ts'
import { isSchemaNode, resolveSchema } from './schemaNode.ts'

/**
 * A published input schema as plain data, read as nodes read it: references followed, branches decided. What could not be
 * judged is an empty schema, which anything fits.
 */
export interface PlainInput {
  readonly properties: Readonly<Record<string, SchemaNode>>
  /** Of these properties. */
  readonly required: readonly string[]
  /** The properties that name files, and which. */
  readonly media: Readonly<Record<string, 'image' | 'video' | 'audio'>>
  /** The schema names no properties: it takes any. */
  readonly open: boolean
}

/** What a file of each kind is judged as; one of any format is taken as it comes. */
const judged: { readonly [kind in MediaKind]: 'image' | 'video' | 'audio' | null } = {
  image: 'image',
  mask: 'image',
  video: 'video',
  audio: 'audio',
  file: null,
}

/** How far in an input is judged; what lies deeper is taken as it comes. */
const DEEPEST = 6
/** How many schemas are read in all: by references a small document can be as large as it likes. */
const MAX_SCHEMAS = 5000

export function plainInput(schema: SchemaNode): PlainInput {
  const { root, properties, required } = readObject(schema)
  const { ports } = readInputs(schema)
  let left = MAX_SCHEMAS

  function plain(node: unknown, depth: number): SchemaNode {
    if (!isSchemaNode(node) || depth > DEEPEST || left-- <= 0) return {}
    const resolved = resolveSchema(root, node)
    if (['$ref', 'anyOf', 'oneOf', 'allOf'].some((key) => resolved[key] !== undefined)) return {}
    const { items, properties: inner } = resolved
    return {
      ...resolved,
      ...(isSchemaNode(items) && { items: plain(items, depth + 1) }),
      ...(isSchemaNode(inner) && {
        properties: Object.fromEntries(
          Object.entries(inner).map(([key, one]) => [key, plain(one, depth + 1)]),
        ),
      }),
    }
  }

  const media = Object.entries(ports).flatMap(([key, { type }]) => {
    const holds = isMediaKind(type.kind) ? judged[type.kind] : null
    return holds === null ? [] : [[key, holds] as const]
  })
  return {
    properties: Object.fromEntries(
      Object.entries(properties ?? {}).map(([key, one]) => [key, plain(one, 0)]),
    ),
    required: [...required].filter((key) => Object.hasOwn(properties ?? {}, key)),
    media: Object.fromEntries(media),
    open: properties === undefined,
  }
}
