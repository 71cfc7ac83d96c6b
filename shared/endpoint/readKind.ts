import { withoutTail } from '../withoutTail.ts'
import type { ValueKind } from '../ports/value.ts'
import type { SchemaNode } from './schemaNode.ts'
import { asList, asText, isSchemaNode, propertiesOf, resolveSchema } from './schemaNode.ts'

/** The kind of value that a property requires, and whether it is a list. */
export interface ReadKind {
  readonly kind: ValueKind
  readonly list: boolean
  readonly choices?: readonly (string | number)[]
}

const formats: ReadonlyMap<string, ReadKind> = new Map(
  (['image', 'video', 'audio', 'model3d'] as const).flatMap((kind): [string, ReadKind][] => [
    [`${kind}_uri`, { kind, list: false }],
    [`${kind}_uris`, { kind, list: true }],
  ]),
)

/** Scalars by the names that schemas use for them, including `float` and `str`, which JSON Schema does not know. */
const scalars: { readonly [type: string]: ValueKind | undefined } = {
  string: 'text',
  str: 'text',
  text: 'text',
  integer: 'integer',
  int: 'integer',
  number: 'number',
  float: 'number',
  double: 'number',
  boolean: 'boolean',
  bool: 'boolean',
}

/** Often only the name identifies a picture: its last word counts, before a `url`, a number and the plural. */
function mediaByName(name: string): ValueKind | undefined {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[_-]/)
    .filter((word) => !/^(urls?|uris?|\d+)$/.test(word))
  const isMask = words.some((word) => /^masks?$/.test(word))
  const last = withoutTail(words.at(-1) ?? '', '0123456789').replace(/(?<=[a-z])s$/, '')
  if (last === 'mask') return 'mask'
  if (last === 'image' || last === 'img' || last === 'picture' || last === 'photo')
    return isMask ? 'mask' : 'image'
  if (last === 'video') return 'video'
  if (last === 'audio') return 'audio'
  // A `model` alone is the name of a model that draws.
  if (/^(mesh|meshe|glb|gltf|usdz|fbx)$/.test(last) || words.slice(-2).join('') === 'model3d')
    return 'model3d'
  return undefined
}

const scalarOf = (type: string): ValueKind | undefined =>
  Object.hasOwn(scalars, type) ? scalars[type] : undefined

function typeOf(node: SchemaNode): string {
  const { type } = node
  if (typeof type === 'string') return type.toLowerCase()
  return asText(asList(type).find((entry) => entry !== 'null')).toLowerCase()
}

function isLora(item: SchemaNode): boolean {
  const properties = propertiesOf(item)
  const path = properties?.['path']
  const scale = properties?.['scale']
  return (
    properties !== undefined &&
    isSchemaNode(path) &&
    isSchemaNode(scale) &&
    Object.keys(properties).length === 2 &&
    scalarOf(typeOf(path)) === 'text' &&
    (scalarOf(typeOf(scale)) === 'number' || scalarOf(typeOf(scale)) === 'integer')
  )
}

function readChoices(node: SchemaNode): ReadKind | undefined {
  const values = 'const' in node ? [node['const']] : asList(node['enum']).filter((value) => value !== null)
  if (values.length === 0) return undefined
  const choices = values.filter((value) => typeof value === 'string' || typeof value === 'number')
  if (choices.length < values.length) return undefined
  if (choices.some((value) => typeof value === 'string')) return { kind: 'text', list: false, choices }
  const whole = choices.every(Number.isInteger) && scalarOf(typeOf(node)) !== 'number'
  return { kind: whole ? 'integer' : 'number', list: false, choices }
}

/**
 * The kind of a property, from its format, its enum, its type and, for pictures declared only as `string`, its name.
 * Anything else is `json`: it gets an editor, and is never dropped silently.
 */
export function readKind(root: SchemaNode, name: string, node: SchemaNode): ReadKind {
  const choices = readChoices(node)
  if (choices !== undefined) return choices
  const type = typeOf(node)
  const format = formats.get(asText(node['format']))
  if (format !== undefined) {
    const kind = format.kind === 'image' && mediaByName(name) === 'mask' ? 'mask' : format.kind
    return { kind, list: format.list || type === 'array' }
  }
  const scalar = scalarOf(type)
  if (scalar === 'text') return { kind: mediaByName(name) ?? 'text', list: false }
  if (scalar !== undefined) return { kind: scalar, list: false }
  if (type === 'array') return readList(root, name, node)
  if (type === '' && isUrlName(name)) return { kind: mediaByName(name) ?? 'json', list: /s$/i.test(name) }
  return { kind: 'json', list: false }
}

const isUrlName = (name: string): boolean => /(url|uri)s?$/i.test(name)

function readList(root: SchemaNode, name: string, node: SchemaNode): ReadKind {
  const { items } = node
  if (!isSchemaNode(items)) {
    const kind = mediaByName(name)
    return kind === undefined ? { kind: 'json', list: false } : { kind, list: true }
  }
  const item = resolveSchema(root, items)
  if (isLora(item)) return { kind: 'lora', list: true }
  // Nested lists are not followed: a list that refers to itself has no end.
  if (propertiesOf(item) !== undefined || typeOf(item) === 'array') return { kind: 'json', list: false }
  const one = readKind(root, name, item)
  return one.kind === 'json' || one.list ? { kind: 'json', list: false } : { ...one, list: true }
}
