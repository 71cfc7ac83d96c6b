import type { PracticeFields } from './endpoint.ts'

/** The rules for a property, read from a published schema. Only what the schema says is required. */
export interface Rule {
  /** Empty: anything is accepted. `number` accepts integers too. */
  readonly types: readonly ValueType[]
  readonly choices: ReadonlySet<unknown> | null
  readonly minimum: number | null
  readonly maximum: number | null
  readonly above: number | null
  readonly under: number | null
  readonly minLength: number | null
  readonly maxLength: number | null
  readonly minItems: number | null
  readonly maxItems: number | null
  readonly items: Rule | null
  readonly fields: Fields | null
  /** The kind of file that the text names, if it names one; for a list, what each item names. */
  readonly media: Media | null
}

/** The properties of an object; others are refused, unless it is open. */
export interface Fields {
  readonly open?: boolean
  readonly rules: ReadonlyMap<string, Rule>
  readonly required: readonly string[]
}

export type ValueType = 'text' | 'number' | 'integer' | 'boolean' | 'list' | 'object' | 'null'
export type Media = 'image' | 'video' | 'audio'

type Schema = { readonly [key: string]: unknown }

// Published schemas use `float` for JSON Schema's `number`.
const typeNames: { readonly [name: string]: ValueType } = {
  string: 'text',
  number: 'number',
  float: 'number',
  double: 'number',
  integer: 'integer',
  int: 'integer',
  boolean: 'boolean',
  bool: 'boolean',
  array: 'list',
  object: 'object',
  null: 'null',
}

const deepest = 12

/** Reads the fields of an object schema. A schema without properties accepts any: odd schemas are served as well. */
export function readFields(schema: unknown, given?: PracticeFields): Fields {
  if (given === undefined)
    return isSchema(schema) && isSchema(schema['properties'])
      ? fieldsOf(schema, 0)
      : { rules: new Map(), required: [], open: true }
  const { rules, required } = fieldsOf({ properties: given.properties, required: given.required }, 0)
  const resolved = [...rules].map(([name, rule]): [string, Rule] => [
    name,
    { ...rule, media: Object.hasOwn(given.media, name) ? (given.media[name] ?? null) : null },
  ])
  return { rules: new Map(resolved), required, open: given.open }
}

/** Reads the schema of one property; its name may show that it names a file. */
export function readRule(name: string, schema: unknown, depth = 0): Rule {
  const from: Schema = isSchema(schema) ? schema : {}
  const names = Array.isArray(from['type']) ? from['type'] : [from['type']]
  return {
    types: names.flatMap((type: unknown) =>
      typeof type === 'string' && Object.hasOwn(typeNames, type) ? [typeNames[type] ?? 'text'] : [],
    ),
    choices: Array.isArray(from['enum']) ? new Set(from['enum']) : null,
    minimum: numberAt(from, 'minimum'),
    maximum: numberAt(from, 'maximum'),
    above: numberAt(from, 'exclusiveMinimum'),
    under: numberAt(from, 'exclusiveMaximum'),
    minLength: numberAt(from, 'minLength'),
    maxLength: numberAt(from, 'maxLength'),
    minItems: numberAt(from, 'minItems'),
    maxItems: numberAt(from, 'maxItems'),
    items: depth < deepest && isSchema(from['items']) ? readItems(name, from['items'], depth + 1) : null,
    fields: depth < deepest && isSchema(from['properties']) ? fieldsOf(from, depth + 1) : null,
    media: mediaOf(name, from),
  }
}

/** The items of a list: a schema, or a bare map of properties as some published schemas have it. */
function readItems(name: string, items: Schema, depth: number): Rule {
  const keywords = ['type', 'properties', 'enum', '$ref', 'anyOf', 'oneOf', 'allOf']
  const bare =
    Object.keys(items).length > 0 &&
    Object.values(items).every(isSchema) &&
    !keywords.some((key) => typeof items[key] === 'string')
  const wrapped = isSchema(items['properties']) && !isSchema(items['properties']['type'])
  return bare && !wrapped
    ? readRule(name, { type: 'object', properties: items }, depth)
    : readRule(name, items, depth)
}

function fieldsOf(schema: Schema, depth: number): Fields {
  const properties = isSchema(schema['properties']) ? schema['properties'] : {}
  const required = Array.isArray(schema['required']) ? schema['required'] : []
  return {
    rules: new Map(
      Object.entries(properties).map(([name, property]) => [name, readRule(name, property, depth)]),
    ),
    required: required.filter((name) => typeof name === 'string'),
  }
}

/** By the format if there is one, else by the name. */
function mediaOf(name: string, schema: Schema): Media | null {
  const format = typeof schema['format'] === 'string' ? schema['format'] : ''
  const resolved =
    /^(image|video|audio)_uris?$/.exec(format) ?? /^(?:\w+_)?(image|video|audio)s?(?:_ur[il]s?)?$/.exec(name)
  const type = schema['type']
  if (type !== 'string' && type !== 'array') return null
  switch (resolved?.[1]) {
    case 'image':
      return 'image'
    case 'video':
      return 'video'
    case 'audio':
      return 'audio'
    default:
      return null
  }
}

const numberAt = (schema: Schema, key: string): number | null => {
  const value = schema[key]
  return typeof value === 'number' ? value : null
}

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
