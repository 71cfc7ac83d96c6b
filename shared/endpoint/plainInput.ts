import type { MediaKind } from '../ports/value.ts'
import { isMediaKind } from '../ports/value.ts'
import { readInputs, readObject } from './readInputs.ts'
import type { SchemaNode } from './schemaNode.ts'
import { isSchemaNode, resolveSchema } from './schemaNode.ts'
import { createWeigher } from './schemaWeight.ts'

/**
 * A published input schema as plain data, as nodes read it: references resolved, branches decided. Parts that cannot be
 * checked become an empty schema, which accepts anything.
 */
export interface PlainInput {
  readonly properties: Readonly<Record<string, SchemaNode>>
  /** For these properties. */
  readonly required: readonly string[]
  /** The properties that name files, and which kind. */
  readonly media: Readonly<Record<string, 'image' | 'video' | 'audio'>>
  /** The schema names no properties: it accepts any. */
  readonly open: boolean
}

/** The kind that a file is checked as; 3D models and files of any format are not checked. */
const judged: { readonly [kind in MediaKind]: 'image' | 'video' | 'audio' | null } = {
  image: 'image',
  mask: 'image',
  video: 'video',
  audio: 'audio',
  model3d: null,
  file: null,
}

/** How deep an input is checked; anything deeper is accepted. */
const DEEPEST = 6
/** The total number of schemas that are read, and their weight: references can make a small document arbitrarily large. */
const MAX_SCHEMAS = 5000
const MAX_WEIGHT = 250_000

export function plainInput(schema: SchemaNode): PlainInput {
  const { root, properties, required } = readObject(schema)
  const { ports } = readInputs(schema)
  const weigh = createWeigher(root)
  let left = MAX_SCHEMAS
  let leftWeight = MAX_WEIGHT

  function plain(node: unknown, depth: number): SchemaNode {
    if (!isSchemaNode(node) || depth > DEEPEST || left-- <= 0) return {}
    leftWeight -= weigh(node)
    if (leftWeight < 0) return {}
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
