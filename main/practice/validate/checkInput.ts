import type { Fields, Media, Rule, ValueType } from './rule.ts'

/** One error of an input: where (`body`, then names and indexes), what, and a code for its kind. */
export interface Detail {
  readonly loc: readonly (string | number)[]
  readonly msg: string
  readonly type: string
}

/** A text in the input that names a file, and its path. */
export interface MediaLocation {
  readonly loc: readonly (string | number)[]
  readonly media: Media
  readonly text: string
}

type FieldPath = readonly (string | number)[]

/** All errors of an input, in the order of the input; empty if it is valid. Pictures are not opened here. */
export function checkInput(fields: Fields, input: unknown): readonly Detail[] {
  if (!isObject(input)) return [detail(['body'], 'type', `must be an object, not ${nameOf(input)}`)]
  return checkFields(fields, input, ['body'])
}

/** The files that an input names, where they are named as declared. */
export function findMedia(fields: Fields, input: unknown): readonly MediaLocation[] {
  if (!isObject(input)) return []
  return Object.entries(input).flatMap(([name, value]): MediaLocation[] => {
    const media = fields.rules.get(name)?.media ?? null
    if (media === null) return []
    if (typeof value === 'string') return [{ loc: ['body', name], media, text: value }]
    const items: readonly unknown[] = Array.isArray(value) ? value : []
    return items.flatMap((item, at) =>
      typeof item === 'string' ? [{ loc: ['body', name, at], media, text: item }] : [],
    )
  })
}

function checkFields(
  fields: Fields,
  input: { readonly [name: string]: unknown },
  loc: FieldPath,
): readonly Detail[] {
  const missing = fields.required.filter((name) => !Object.hasOwn(input, name))
  return [
    ...missing.map((name) => detail([...loc, name], 'missing', 'is required')),
    ...Object.entries(input).flatMap(([name, value]) => {
      const rule = fields.rules.get(name)
      if (rule === undefined && fields.open === true) return []
      return rule === undefined
        ? [detail([...loc, name], 'extra_forbidden', 'is not a property of this endpoint')]
        : checkValue(rule, value, [...loc, name])
    }),
  ]
}

function checkValue(rule: Rule, value: unknown, loc: FieldPath): readonly Detail[] {
  if (rule.types.length > 0 && !rule.types.some((type) => isOfType[type](value))) {
    return [
      detail(
        loc,
        'type',
        `must be ${rule.types.map((type) => typeNames[type]).join(' or ')}, not ${nameOf(value)}`,
      ),
    ]
  }
  if (rule.choices !== null && !rule.choices.has(value)) {
    return [
      detail(
        loc,
        'enum',
        `must be one of ${Array.from(rule.choices, (choice) => JSON.stringify(choice)).join(', ')}`,
      ),
    ]
  }
  if (typeof value === 'number') return checkNumber(rule, value, loc)
  if (typeof value === 'string') return checkText(rule, value, loc)
  if (Array.isArray(value)) return checkList(rule, value, loc)
  return isObject(value) && rule.fields !== null ? checkFields(rule.fields, value, loc) : []
}

function checkNumber(rule: Rule, value: number, loc: FieldPath): readonly Detail[] {
  if (rule.minimum !== null && value < rule.minimum)
    return [detail(loc, 'minimum', `${value} is below ${rule.minimum}`)]
  if (rule.maximum !== null && value > rule.maximum)
    return [detail(loc, 'maximum', `${value} is above ${rule.maximum}`)]
  if (rule.above !== null && value <= rule.above)
    return [detail(loc, 'minimum', `${value} is not above ${rule.above}`)]
  if (rule.under !== null && value >= rule.under)
    return [detail(loc, 'maximum', `${value} is not below ${rule.under}`)]
  return []
}

function checkText(rule: Rule, value: string, loc: FieldPath): readonly Detail[] {
  if (!value.isWellFormed()) return [detail(loc, 'unicode', 'holds a lone surrogate')]
  if (rule.minLength !== null && value.length < rule.minLength) {
    return [detail(loc, 'min_length', `must have at least ${rule.minLength} characters`)]
  }
  if (rule.maxLength !== null && value.length > rule.maxLength) {
    return [detail(loc, 'max_length', `must have at most ${rule.maxLength} characters`)]
  }
  return []
}

function checkList(rule: Rule, value: readonly unknown[], loc: FieldPath): readonly Detail[] {
  if (rule.minItems !== null && value.length < rule.minItems) {
    return [detail(loc, 'min_items', `must have at least ${rule.minItems} items, has ${value.length}`)]
  }
  if (rule.maxItems !== null && value.length > rule.maxItems) {
    return [detail(loc, 'max_items', `must have at most ${rule.maxItems} items, has ${value.length}`)]
  }
  const { items } = rule
  return items === null ? [] : value.flatMap((item, at) => checkValue(items, item, [...loc, at]))
}

const isOfType: { readonly [type in ValueType]: (value: unknown) => boolean } = {
  text: (value) => typeof value === 'string',
  // JSON can spell numbers that JavaScript reads as infinite.
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  integer: (value) => typeof value === 'number' && Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
  list: (value) => Array.isArray(value),
  object: isObject,
  null: (value) => value === null,
}

const typeNames: { readonly [type in ValueType]: string } = {
  text: 'a text',
  number: 'a finite number',
  integer: 'an integer',
  boolean: 'true or false',
  list: 'a list',
  object: 'an object',
  null: 'null',
}

function nameOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'string') return 'a text'
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'an object'
}

const detail = (loc: FieldPath, type: string, msg: string): Detail => ({ loc, msg, type })

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
