import type { SchemaNode } from '../endpoint/schemaNode.ts'

/** An input schema as found in practice, its expected ports, and inputs that it accepts and refuses. */
export interface OddSchema {
  readonly schema: SchemaNode
  /** By port: its kind, with `[]` for a list. */
  readonly ports: Readonly<Record<string, string>>
  readonly notices: readonly string[]
  readonly fits: readonly object[]
  readonly refused: readonly object[]
}

const text = { type: 'string' }
const object = (properties: object, required: readonly string[] = []): SchemaNode =>
  ({ type: 'object', properties, required }) as SchemaNode
const defs = {
  Input: object({ prompt: text, steps: { $ref: '#/definitions/Steps' } }, ['prompt']),
  Steps: { type: 'integer', minimum: 1, maximum: 8 },
} as const
const read = {
  ports: { prompt: 'text', steps: 'integer' },
  notices: [],
  fits: [{ prompt: 'a' }, { prompt: 'a', steps: 8 }],
  refused: [{}, { prompt: 'a', steps: 9 }, { prompt: 'a', more: 1 }],
} as const

/** All invented. */
export const oddSchemas: Readonly<Record<string, OddSchema>> = {
  'a reference at the root': { schema: { $ref: '#/definitions/Input', definitions: defs }, ...read },
  'an input that is wrapped': { schema: { input: defs.Input, definitions: defs }, ...read },
  'a wrapped input that is a reference': {
    schema: { input: { $ref: '#/definitions/Input' }, output: text, definitions: defs },
    ...read,
  },
  'a bare map of properties': {
    schema: { prompt: text, steps: defs.Steps },
    ports: { prompt: 'text', steps: 'integer' },
    notices: [],
    fits: [{}, { prompt: 'a', steps: 1 }],
    refused: [{ steps: 0 }, { more: 1 }],
  },
  'parts that are put together': {
    schema: {
      allOf: [object({ prompt: text }, ['prompt']), { $ref: '#/definitions/Rest' }],
      definitions: { Rest: object({ steps: defs.Steps }) },
    },
    ...read,
  },
  'properties that may be nothing, and numbers of two kinds': {
    schema: {
      ...object({
        a: { anyOf: [text, { type: 'null' }] },
        b: { oneOf: [{ type: 'integer' }, { type: 'number' }] },
        c: { allOf: [{ $ref: '#/$defs/c' }], default: 2 },
      }),
      $defs: { c: { type: 'integer' } },
    },
    ports: { a: 'text', b: 'number', c: 'integer' },
    notices: [],
    fits: [{ a: 'x', b: 0.5, c: 3 }],
    refused: [{ a: 1 }, { b: 'x' }, { c: 0.5 }],
  },
  'names that begin with a digit, and others that no variable has': {
    schema: object(
      {
        '12_prompt': text,
        '34_image': { type: 'string', format: 'image_uri' },
        'größe in cm': { type: 'number' },
      },
      ['12_prompt'],
    ),
    ports: { '12_prompt': 'text', '34_image': 'image', 'größe in cm': 'number' },
    notices: [],
    fits: [{ '12_prompt': 'a', 'größe in cm': 0.5 }],
    refused: [{}, { '12_prompt': 1 }],
  },
  'a property that is several things': {
    schema: object({ size: { anyOf: [text, object({ width: { type: 'integer' } })] } }),
    ports: { size: 'json' },
    notices: ['property size may be one of several things; it is edited as JSON'],
    fits: [{ size: 'wide' }, { size: { width: 1 } }, { size: 7 }],
    refused: [{ more: 1 }],
  },
  'a reference that leads nowhere': {
    schema: object({ a: { $ref: '#/definitions/gone' } }),
    ports: { a: 'json' },
    notices: ['property a refers to "#/definitions/gone", which is not there'],
    fits: [{ a: 1 }, { a: 'x' }],
    refused: [],
  },
  'a reference to itself': {
    schema: {
      ...object({ a: { $ref: '#/definitions/tree' } }),
      definitions: { tree: { $ref: '#/definitions/tree' } },
    },
    ports: { a: 'json' },
    notices: ['property a says nothing that can be used; it is edited as JSON'],
    fits: [{ a: [1] }],
    refused: [],
  },
  'a tree': {
    schema: {
      ...object({ tree: { $ref: '#/definitions/tree' } }),
      definitions: {
        tree: object({
          left: { $ref: '#/definitions/tree' },
          right: { $ref: '#/definitions/tree' },
          name: text,
        }),
      },
    },
    ports: { tree: 'json' },
    notices: [],
    fits: [{ tree: { left: { left: { name: 'a' } } } }],
    refused: [{ tree: { left: { name: 1 } } }],
  },
  'what is required and is not there, a default that does not fit, a rule that nobody here checks': {
    schema: object(
      { steps: { type: 'integer', maximum: 4, default: 9 }, name: { type: 'string', pattern: '^a' } },
      ['images'],
    ),
    ports: { steps: 'integer', name: 'text' },
    notices: [
      'property steps has a default that does not fit it: 9',
      'property name has a rule (pattern) that only the engine checks',
      '"images" is required, and there is no such property',
    ],
    fits: [{}, { steps: 4 }],
    refused: [{ steps: 5 }],
  },
  'pictures that only their names tell': {
    schema: object({ mask_url: text, img: text, image1: text, pictures: { type: 'array', items: text } }),
    ports: { mask_url: 'mask', img: 'image', image1: 'image', pictures: 'image[]' },
    notices: [],
    fits: [{}],
    refused: [{ mask_url: 1 }],
  },
  empty: {
    schema: {},
    ports: {},
    notices: ['the schema names no properties'],
    fits: [{}, { a: 1 }],
    refused: [],
  },
  'no object': {
    schema: { type: 'string' },
    ports: {},
    notices: ['the schema names no properties'],
    fits: [{}, { a: 1 }],
    refused: [],
  },
}
