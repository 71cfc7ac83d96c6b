import { fieldWords } from '../ports/plainWords.ts'
import { checkLiteral } from '../ports/check.ts'
import type { Control, Limits, PictureRule, Port } from '../ports/port.ts'
import type { Json } from '../ports/value.ts'
import { isMediaKind } from '../ports/value.ts'
import type { ReadKind } from './readKind.ts'
import { readKind } from './readKind.ts'
import type { SchemaNode } from './schemaNode.ts'
import { unused } from './unusedParts.ts'
import { asList, asNumber, asText, isSchemaNode, propertiesOf, resolveSchema } from './schemaNode.ts'

/** The ports of an endpoint, and sentences about what of its schema could not be used. */
export interface ReadInputs {
  readonly ports: Readonly<Record<string, Port>>
  readonly notices: readonly string[]
}

const MAX_PROPERTIES = 500
/** Up to 100 printable characters, without space at either end. */
const name = /^[^\p{C}\p{Z}](?:[^\p{C}]{0,98}[^\p{C}\p{Z}])?$/u

/** Properties of every object would be read where none was given: `constructor`, `toString`, `__proto__` and so on. */
const isRefused = (key: string): boolean => key === 'prototype' || Object.hasOwn(Object.prototype, key)

/** The object schema of a published document: itself, what it refers to, or its `input`. */
export interface InputObject {
  /** The document in which references are resolved. */
  readonly root: SchemaNode
  /** Undefined where none are named. */
  readonly properties: SchemaNode | undefined
  readonly required: ReadonlySet<string>
}

export function readObject(schema: SchemaNode): InputObject {
  const inner = isSchemaNode(schema['input']) ? resolveSchema(schema, schema['input']) : undefined
  const isWrapped =
    inner !== undefined && !isSchemaNode(schema['properties']) && propertiesOf(inner) !== undefined
  // References are relative to the root of the document, or to the schema in it.
  const root = isWrapped && isSchemaNode(schema['input']) ? { ...schema['input'], ...schema } : schema
  const object = isWrapped ? inner : resolveSchema(root, schema)
  const required = asList(object['required']).filter((one) => typeof one === 'string')
  return { root, properties: propertiesOf(object), required: new Set(required) }
}

/**
 * Every property of a published input schema as a port: kind, control, limits, default. Never throws: what cannot be
 * understood becomes a JSON port. Whatever could not be used is listed in `notices`.
 */
export function readInputs(schema: SchemaNode, advanced: readonly string[] = []): ReadInputs {
  const object = readObject(schema)
  const { root, properties = {}, required } = object
  const ports: Record<string, Port> = {}
  const notices = object.properties === undefined ? ['the schema names no properties'] : []
  for (const [key, value] of Object.entries(properties).slice(0, MAX_PROPERTIES)) {
    if (!name.test(key) || isRefused(key))
      notices.push(`a property has a name that cannot be a port: ${JSON.stringify(key.slice(0, 100))}`)
    else if (!isSchemaNode(value)) notices.push(`property ${key} has no schema`)
    else {
      const node = resolveSchema(root, value)
      const port = readPort(root, key, node, required.has(key), advanced.includes(key))
      ports[key] = port
      for (const notice of unused(root, key, value, node, port)) notices.push(notice)
    }
  }
  const left = Object.keys(properties).length - MAX_PROPERTIES
  if (left > 0) notices.push(`${left} properties beyond the first ${MAX_PROPERTIES} are left out`)
  for (const key of [...required].slice(0, MAX_PROPERTIES))
    if (!Object.hasOwn(properties, key))
      notices.push(`${JSON.stringify(key.slice(0, 100))} is required, and there is no such property`)
  return { ports, notices }
}

function readPort(
  root: SchemaNode,
  key: string,
  node: SchemaNode,
  required: boolean,
  advanced: boolean,
): Port {
  const read = readKind(root, key, node)
  const items = isSchemaNode(node['items']) ? resolveSchema(root, node['items']) : undefined
  const limits = readLimits(read, node, items)
  const control = readControl(key, read, node, limits)
  const bare: Port = {
    type: read,
    label: labelOf(key, asText(node['title'])),
    help: asText(node['description']),
    required,
    limits,
    control,
    advanced: advanced && !required,
  }
  const given = isAsDeclared(node, node['default']) ? intendedChoice(read, node['default']) : undefined
  const value = readDefault(bare, given)
  return value === undefined ? bare : { ...bare, default: value, required: false }
}

/** Generated titles repeat the key, `Num Inference Steps`: it is put into words. */
function labelOf(key: string, title: string): string {
  const isKey =
    title.toLowerCase().replaceAll(/[^a-z0-9]/g, '') === key.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  return title === '' || isKey ? fieldWords(key) || key : title
}

/**
 * The default of a port. For a picture it would be the schema's sample, and for a required text a sample prompt:
 * neither may be sent, and paid for, because the user left a field alone. A default that violates its own schema is
 * dropped as well.
 */
function readDefault(port: Port, value: Json | undefined): Json | undefined {
  if (value === undefined || value === null || value === '') return undefined
  if (isMediaKind(port.type.kind)) return undefined
  const sample = port.required && port.type.kind === 'text' && port.type.choices === undefined
  if (sample) return undefined
  const repaired = port.type.kind === 'lora' && Array.isArray(value) ? value.filter(isFilledLora) : value
  if (port.required && Array.isArray(repaired) && repaired.length === 0) return undefined
  return checkLiteral(port, repaired).length === 0 ? repaired : undefined
}

/**
 * A default for a JSON editor must at least be a list if the schema asks for one, and an object if it asks for that.
 */
function isAsDeclared({ type }: SchemaNode, value: Json | undefined): boolean {
  if (type === 'array') return Array.isArray(value)
  return type !== 'object' || isSchemaNode(value)
}

/** Some choices contain numbers as texts and their default as a number, or the other way round. */
const intendedChoice = (read: ReadKind, value: Json | undefined): Json | undefined =>
  read.list ? value : (read.choices?.find((choice) => String(choice) === asChoice(value)) ?? value)

const asChoice = (value: Json | undefined): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined

const isFilledLora = (item: Json): boolean => isSchemaNode(item) && asText(item['path']) !== ''

function readLimits(read: ReadKind, node: SchemaNode, items: SchemaNode | undefined): Limits {
  const lora = read.kind === 'lora' && items ? propertiesOf(items)?.['scale'] : undefined
  const bounds = isSchemaNode(lora) ? lora : read.list && items ? items : node
  const bound = read.kind === 'integer' ? wholeBound : asNumber
  return {
    ...some('minimum', bound(bounds['minimum']) ?? bound(bounds['exclusiveMinimum'], 1)),
    ...some('maximum', bound(bounds['maximum']) ?? bound(bounds['exclusiveMaximum'], -1)),
    ...some('multipleOf', positive(asNumber(bounds['multipleOf']))),
    ...some('minLength', asNumber(bounds['minLength'])),
    ...some('maxLength', asNumber(bounds['maxLength'])),
    ...(read.list && { ...some('minItems', asNumber(node['minItems'])) }),
    ...(read.list && { ...some('maxItems', asNumber(node['maxItems'])) }),
    ...(isMediaKind(read.kind) && readPictureRules(node, items)),
  }
}

function some<K extends string>(key: K, value: number | undefined): { [P in K]?: number } {
  // The cast is TypeScript's: a computed key widens to `string`.
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: number })
}

const positive = (value: number | undefined): number | undefined =>
  value !== undefined && value > 0 ? value : undefined

/**
 * A limit of an integer. An exclusive one becomes the next number, by `step`; for other numbers it is kept, and the
 * engine decides. Schemas contain 0xFFFFFFFFFFFFFFFF; exact integers end at 2^53 − 1.
 */
function wholeBound(value: Json | undefined, step: -1 | 0 | 1 = 0): number | undefined {
  const bound = asNumber(value)
  if (bound === undefined) return undefined
  const next = step === 0 ? bound : step > 0 ? Math.floor(bound) + 1 : Math.ceil(bound) - 1
  return Math.max(-Number.MAX_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, next))
}

const measures: ReadonlyMap<string, PictureRule['measure']> = new Map([
  ['file_size_mb', 'megabytes'],
  ['width/height', 'ratio'],
  ['width_pixels', 'width'],
  ['height_pixels', 'height'],
])

function readPictureRules(node: SchemaNode, items?: SchemaNode): { pictures?: readonly PictureRule[] } {
  const entries = [...asList(node['validations']), ...asList(items?.['validations'])]
  const rules = entries.flatMap((entry): PictureRule[] => {
    if (!isSchemaNode(entry)) return []
    const rule = asText(entry['validation_rule'])
    const measure = measures.get(rule.slice(0, -1).trim())
    const side = rule.endsWith('<') ? 'below' : rule.endsWith('>') ? 'above' : undefined
    const bound = asNumber(entry['validation_value'])
    if (measure === undefined || side === undefined || bound === undefined) return []
    const message = asText(entry['validation_error']) || `its ${measure} must be ${side} ${bound}`
    return [{ measure, side, bound, words: message }]
  })
  return rules.length === 0 ? {} : { pictures: rules }
}

function readControl(key: string, read: ReadKind, node: SchemaNode, limits: Limits): Control {
  if (read.kind === 'lora' && read.list) return { kind: 'loras' }
  if (isMediaKind(read.kind)) return { kind: 'picture' }
  if (read.list || read.kind === 'json' || read.kind === 'lora') return { kind: 'json' }
  if (read.choices !== undefined) return { kind: 'choice' }
  if (read.kind === 'boolean') return { kind: 'switch' }
  if (read.kind === 'text')
    return { kind: 'text', multiline: /prompt|text|description|caption|lyrics/i.test(key) }
  if (read.kind === 'integer' && /(^|_)seed$/i.test(key)) return { kind: 'seed' }
  const ranged = limits.minimum !== undefined && limits.maximum !== undefined
  const slider = ranged && (read.kind === 'number' || /slider/.test(asText(node['format'])))
  return { kind: 'number', step: limits.multipleOf ?? (read.kind === 'integer' ? 1 : 0.01), slider }
}
