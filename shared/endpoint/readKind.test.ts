import { describe, expect, test } from 'vitest'
import type { ReadKind } from './readKind.ts'
import { readKind } from './readKind.ts'
import type { SchemaNode } from './schemaNode.ts'

const kindOf = (name: string, node: SchemaNode, root: SchemaNode = {}): string => {
  const { kind, list, choices } = readKind(root, name, node)
  return `${list ? 'list of ' : ''}${kind}${choices === undefined ? '' : ` ${JSON.stringify(choices)}`}`
}

describe('a property is read by its type', () => {
  test.each([
    ['string', 'text'],
    ['str', 'text'],
    ['integer', 'integer'],
    ['int', 'integer'],
    ['number', 'number'],
    ['float', 'number'],
    ['double', 'number'],
    ['FLOAT', 'number'],
    ['boolean', 'boolean'],
    ['bool', 'boolean'],
    ['object', 'json'],
    ['tensor', 'json'],
    ['constructor', 'json'],
  ])('%s is %s', (type, kind) => {
    expect(kindOf('value', { type })).toBe(kind)
  })

  test('that is one of several, one of which is null', () => {
    expect(kindOf('value', { type: ['null', 'integer'] })).toBe('integer')
    expect(kindOf('value', { type: [] })).toBe('json')
  })

  test('also where the format only says how to show it', () => {
    expect(kindOf('scale', { type: 'float', format: 'float_slider_with_range' })).toBe('number')
    expect(kindOf('path', { type: 'string', format: 'str' })).toBe('text')
    expect(kindOf('steps', { type: 'integer', format: 'int_slider_with_range' })).toBe('integer')
  })
})

describe('a property is media by its format', () => {
  test.each([
    ['source', { type: 'string', format: 'image_uri' }, 'image'],
    ['sources', { type: 'array', format: 'image_uris' }, 'list of image'],
    ['sources', { type: 'array', format: 'image_uri' }, 'list of image'],
    ['clip', { type: 'string', format: 'video_uri' }, 'video'],
    ['clips', { type: 'array', format: 'video_uris', items: { type: 'string' } }, 'list of video'],
    ['voice', { type: 'string', format: 'audio_uri' }, 'audio'],
    ['voices', { format: 'audio_uris' }, 'list of audio'],
    ['shape', { type: 'string', format: 'model3d_uri' }, 'model3d'],
    ['mask_image_url', { type: 'string', format: 'image_uri' }, 'mask'],
    ['refs', { type: 'array', items: { type: 'string', format: 'image_uri' } }, 'list of image'],
    ['refs', { type: 'array', items: { type: 'array', format: 'image_uris' } }, 'json'],
  ])('%s as %j is %s', (name, node, kind) => {
    expect(kindOf(name, node)).toBe(kind)
  })
})

describe('a text is media only by its name', () => {
  test.each([
    ['image_url', 'image'],
    ['image', 'image'],
    ['end_image_url', 'image'],
    ['imageUrl', 'image'],
    ['image1', 'image'],
    ['image_url_2', 'image'],
    ['ctrl_img_1', 'image'],
    ['photo', 'image'],
    ['mask', 'mask'],
    ['mask_url', 'mask'],
    ['mask_image_url', 'mask'],
    ['video_url', 'video'],
    ['audio_uri', 'audio'],
    ['model_mesh_url', 'model3d'],
    ['meshes', 'model3d'],
    ['input_glb', 'model3d'],
    ['model_3d_url', 'model3d'],
    ['model', 'text'],
    ['model_url', 'text'],
    ['mesh_mode', 'text'],
    ['image_size', 'text'],
    ['image_prompt', 'text'],
    ['imagery', 'text'],
    ['unmasked', 'text'],
    ['prompt', 'text'],
    ['url', 'text'],
    ['s', 'text'],
  ])('%s is %s', (name, kind) => {
    expect(kindOf(name, { type: 'string' })).toBe(kind)
  })

  test.each([
    ['images', { type: 'array', items: { type: 'string' } }, 'list of image'],
    ['image_urls', { type: 'array', items: { type: 'string' } }, 'list of image'],
    ['image_urls', { type: 'array' }, 'list of image'],
    ['masks', { type: 'array', items: { type: 'string' } }, 'list of mask'],
    ['words', { type: 'array', items: { type: 'string' } }, 'list of text'],
    ['words', { type: 'array' }, 'json'],
    ['image_url', {}, 'image'],
    ['image_urls', {}, 'list of image'],
    ['page_url', {}, 'json'],
    ['image', {}, 'json'],
    ['num_images', { type: 'integer' }, 'integer'],
    ['has_image', { type: 'boolean' }, 'boolean'],
  ])('%s as %j is %s', (name, node, kind) => {
    expect(kindOf(name, node)).toBe(kind)
  })
})

describe('a property with choices', () => {
  test.each<[SchemaNode, string]>([
    [{ type: 'string', enum: ['square', 'auto'] }, 'text ["square","auto"]'],
    [{ type: 'string', enum: ['512', '768', 'auto'] }, 'text ["512","768","auto"]'],
    [{ type: 'integer', enum: ['512', '768'] }, 'text ["512","768"]'],
    [{ type: 'integer', enum: [4, 8] }, 'integer [4,8]'],
    [{ enum: [0.5, 1] }, 'number [0.5,1]'],
    [{ type: 'float', enum: [1, 2] }, 'number [1,2]'],
    [{ enum: [5, 10, 'auto'] }, 'text [5,10,"auto"]'],
    [{ enum: ['a', null] }, 'text ["a"]'],
    [{ const: 'v2' }, 'text ["v2"]'],
    [{ const: null, type: 'string' }, 'text'],
    [{ type: 'boolean', enum: [true, false] }, 'boolean'],
    [{ enum: [{ a: 1 }] }, 'json'],
    [{ type: 'string', enum: [] }, 'text'],
    [{ type: 'array', items: { enum: ['a', 'b'] } }, 'list of text ["a","b"]'],
  ])('%j is %s', (node, kind) => {
    expect(kindOf('size', node)).toBe(kind)
  })
})

describe('a list of LoRAs', () => {
  const path = { type: 'string', format: 'str' }
  const scale = { type: 'float', minimum: 0, maximum: 4 }

  test.each<[string, SchemaNode, string]>([
    ['a bare map of path and scale', { path, scale }, 'list of lora'],
    ['an object of path and scale', { type: 'object', properties: { path, scale } }, 'list of lora'],
    ['whole scales', { path, scale: { type: 'integer' } }, 'list of lora'],
    ['a reference to it', { $ref: '#/$defs/Lora' }, 'list of lora'],
    ['one field more', { path, scale, trigger: { type: 'string' } }, 'json'],
    ['one field less', { path }, 'json'],
    ['a scale that is a text', { path, scale: { type: 'string' } }, 'json'],
    ['a path that is a number', { path: scale, scale }, 'json'],
    ['other fields', { from: path, to: path }, 'json'],
  ])('is seen in %s as it should', (_, items, kind) => {
    const root: SchemaNode = { $defs: { Lora: { type: 'object', properties: { path, scale } } } }
    expect(kindOf('loras', { type: 'array', items }, root)).toBe(kind)
  })
})

describe('what fits nothing is JSON, never silence', () => {
  test.each<[string, SchemaNode]>([
    [
      'a list of objects',
      { type: 'array', items: { type: 'object', properties: { at: { type: 'number' } } } },
    ],
    ['a list of lists', { type: 'array', items: { type: 'array', items: { type: 'number' } } }],
    ['a list of anything', { type: 'array', items: {} }],
    ['a list by position', { type: 'array', items: [{ type: 'number' }] }],
    ['a real choice of branches', { anyOf: [{ type: 'integer' }, { type: 'string' }] }],
    ['a schema that says nothing', {}],
    ['an object', { type: 'object', properties: {} }],
  ])('%s', (_, node) => {
    expect(readKind({}, 'value', node)).toEqual<ReadKind>({ kind: 'json', list: false })
  })

  test('a list whose items are that list itself', () => {
    const root: SchemaNode = { properties: { tree: { type: 'array', items: { $ref: '#/properties/tree' } } } }
    expect(kindOf('tree', { type: 'array', items: { $ref: '#/properties/tree' } }, root)).toBe('json')
  })
})
