import { describe, expect, test } from 'vitest'
import { readEndpoint } from '#shared/catalogue/readEndpoint.ts'
import { readInputs } from '#shared/endpoint/readInputs.ts'
import type { SchemaNode } from '#shared/endpoint/schemaNode.ts'
import type { Json } from '#shared/ports/value.ts'
import { readModel } from './readModel.ts'

const file = {
  type: 'object',
  title: 'File',
  required: ['url'],
  properties: { url: { type: 'string' }, content_type: { anyOf: [{ type: 'string' }, { type: 'null' }] } },
}
const image = { ...file, title: 'Image' }
const json = (schema: Json) => ({ content: { 'application/json': { schema } } })

/** A document as fal publishes it: named schemas, a path for the submit, and one for the result. */
function documentOf(input: Json, output: Json, schemas: SchemaNode = {}): SchemaNode {
  return {
    openapi: '3.0.4',
    components: {
      schemas: { Odd: input, Result: output, File: file, Image: image, ...schemas },
    },
    paths: {
      '/fal-ai/a/requests/{request_id}/status': { get: { responses: { 200: json({ type: 'object' }) } } },
      '/fal-ai/a/requests/{request_id}/cancel': { put: { responses: {} } },
      '/fal-ai/a/b': {
        post: {
          requestBody: { required: true, ...json({ $ref: '#/components/schemas/Odd' }) },
          responses: { 200: json({ type: 'object', properties: { request_id: { type: 'string' } } }) },
        },
      },
      '/fal-ai/a/requests/{request_id}': {
        get: { responses: { 200: json({ $ref: '#/components/schemas/Result' }) } },
      },
    },
  }
}

const output = {
  type: 'object',
  properties: { images: { type: 'array', items: { $ref: '#/components/schemas/Image' } } },
}
const modelOf = (openapi: Json, metadata: Json = {}): Json => ({
  endpoint_id: 'fal-ai/a/b',
  metadata,
  openapi,
})
const text = { type: 'string', title: 'Prompt' }

test('an entry becomes a valid endpoint', () => {
  const input = {
    type: 'object',
    required: ['prompt'],
    'x-fal-order-properties': ['prompt', 'image_size', 'seed'],
    properties: {
      seed: { anyOf: [{ type: 'integer' }, { type: 'null' }], title: 'Seed' },
      image_size: { allOf: [{ $ref: '#/components/schemas/Size' }], default: 'square' },
      prompt: { ...text, examples: ['a lighthouse'] },
    },
  }
  const schemas = { Size: { type: 'string', enum: ['square', 'wide'] }, Unused: { type: 'string' } }
  const read = readModel(
    modelOf(documentOf(input, output, schemas), {
      display_name: 'A model',
      category: 'text-to-image',
      description: 'Makes pictures.',
      status: 'active',
      tags: ['fast'],
      thumbnail_url: 'https://v3.fal.media/1.png',
    }),
  )
  expect(read).toMatchObject({
    engine: 'fal',
    modelId: 'fal-ai/a/b',
    title: 'A model',
    category: 'Text to image',
    keywords: ['fast'],
    help: 'Makes pictures.',
    outputs: ['image', 'images'],
  })
  expect(readEndpoint(read)).toMatchObject({ ok: true })
  const { ports, notices } = readInputs(read?.input ?? {})
  expect(notices).toEqual([])
  expect(Object.entries(ports).map(([name, { type, required }]) => [name, type.kind, required])).toEqual([
    ['prompt', 'text', true],
    ['image_size', 'text', false],
    ['seed', 'integer', false],
  ])
  expect(ports['image_size']).toMatchObject({ type: { choices: ['square', 'wide'] }, default: 'square' })
  expect(read?.input['components']).toEqual({ schemas: { Size: schemas.Size } })
})

test('a schema that refers to itself comes along once', () => {
  const tree = { type: 'object', properties: { left: { $ref: '#/components/schemas/Tree' } } }
  const input = { type: 'object', properties: { tree: { $ref: '#/components/schemas/Tree' } } }
  const read = readModel(modelOf(documentOf(input, output, { Tree: tree })))
  expect(read?.input['components']).toEqual({ schemas: { Tree: tree } })
})

test.each<[string, Json]>([
  ['that could not be made', { error: 'no schema' }],
  ['that is missing', null],
  ['without paths', { openapi: '3.0.4' }],
  ['whose input is nowhere', documentOf({ $ref: '#/components/schemas/gone' }, output)],
  ['that has no input', documentOf({ type: 'string' }, output)],
])('an entry with a document %s is no endpoint', (_, openapi) => {
  expect(readModel(modelOf(openapi))).toBeNull()
})

test.each<[Json]>([[7], [null], [{}], [{ endpoint_id: 7 }], [{ endpoint_id: '' }]])(
  '%j is no endpoint',
  (value) => {
    expect(readModel(value)).toBeNull()
  },
)

test('an entry without words has its id as its title', () => {
  const input = { type: 'object', properties: { prompt: text } }
  expect(
    readModel({ endpoint_id: 'fal-ai/a/b', metadata: 7, openapi: documentOf(input, output) }),
  ).toMatchObject({
    title: 'fal-ai/a/b',
    category: 'Other',
    keywords: [],
  })
})

describe('the outputs of a document with', () => {
  const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
  const list = (items: Json) => ({ type: 'array', items })
  const string = { type: 'string' }

  test.each<[string, SchemaNode, readonly string[]]>([
    ['a picture', { image: ref('Image'), seed: { type: 'integer' }, prompt: string }, ['image']],
    ['pictures', { images: list(ref('Image')), timings: {} }, ['image', 'images']],
    ['a picture that may be missing', { image: { anyOf: [ref('Image'), { type: 'null' }] } }, ['image']],
    ['a picture in parts', { image: { allOf: [ref('Image')], title: 'Image' } }, ['image']],
    ['a video', { video: ref('File'), seed: { type: 'integer' } }, ['video']],
    ['a video under a longer name', { output_video: ref('File') }, ['video']],
    ['sounds', { audio_files: list(ref('File')), audio: ref('File') }, ['audios', 'audio']],
    ['a 3D model and its picture', { model_mesh: ref('File'), preview: ref('Image') }, ['model', 'image']],
    ['a picture under a name of its own', { outcome: ref('Image') }, ['image']],
    ['a file', { archive: ref('File') }, ['file']],
    ['a text', { output: string }, ['text']],
    ['a text among other facts', { output: string, reasoning: string, usage: {} }, ['text', 'json']],
    ['texts', { labels: list(string) }, ['texts']],
    ['a number', { score: { type: 'number' }, seed: { type: 'integer' } }, ['number']],
    ['a yes or no', { safe: { type: 'boolean' } }, ['boolean']],
    ['data', { boxes: list({ type: 'object', properties: { x: { type: 'number' } } }) }, ['json']],
    ['several data', { a: string, b: string }, ['json']],
    ['an address alone', { url: string, size: { type: 'integer' } }, ['json']],
    ['nothing', {}, ['json']],
  ])('%s', (_, properties, outputs) => {
    const input = { type: 'object', properties: { prompt: text } }
    const document = documentOf(input, { type: 'object', properties })
    expect(readModel(modelOf(document))?.outputs).toEqual(outputs)
  })
})
