import type { Answer } from '../exchange.ts'
import type { Documented, Schemas } from './schemas.ts'

/** Answers the catalogue: one page after the other, with the schemas if they are asked for. */
export function answerModels(schemas: Schemas, query: URLSearchParams): Answer {
  const ids = query.getAll('endpoint_id').flatMap((text) => text.split(','))
  const category = query.get('category')
  const text = query.get('q') ?? ''
  const found = [...schemas].filter(
    ([id, documented]) =>
      (ids.length === 0 || ids.includes(id)) &&
      (category === null || documented.category === category) &&
      id.includes(text) &&
      query.get('status') !== 'deprecated',
  )
  const first = Number(query.get('cursor') ?? 0)
  const end = first + Number(query.get('limit') ?? 50)
  const has_more = end < found.length
  const models = found.slice(first, end).map(([endpoint_id, documented]) => ({
    endpoint_id,
    metadata: {
      display_name: endpoint_id,
      category: documented.category,
      description: '',
      status: 'active',
      tags: [],
      updated_at: '2026-11-01T00:00:00Z',
      thumbnail_url: 'https://fal.media/files/strict/thumbnail.webp',
      model_url: `https://fal.run/${endpoint_id}`,
    },
    ...(query.get('expand') !== null && { openapi: openapiOf(endpoint_id, documented) }),
  }))
  return { status: 200, body: { models, next_cursor: has_more ? String(end) : null, has_more } }
}

/** Answers the prices of some endpoints: a cent a unit. */
export function answerPrices(schemas: Schemas, query: URLSearchParams): Answer {
  const ids = query.getAll('endpoint_id').flatMap((text) => text.split(','))
  const prices = ids.flatMap((endpoint_id) => {
    const documented = schemas.get(endpoint_id)
    return documented === undefined
      ? []
      : [{ endpoint_id, unit_price: 0.01, unit: documented.unit, currency: 'USD' }]
  })
  return { status: 200, body: { prices, next_cursor: null, has_more: false } }
}

const file = {
  title: 'File',
  type: 'object',
  required: ['url'],
  properties: {
    url: { type: 'string' },
    content_type: { anyOf: [{ type: 'string' }, { type: 'null' }] },
    file_name: { anyOf: [{ type: 'string' }, { type: 'null' }] },
    file_size: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
  },
}
const image = {
  ...file,
  title: 'Image',
  properties: { ...file.properties, width: { type: 'integer' }, height: { type: 'integer' } },
}

function openapiOf(id: string, { input, output }: Documented): object {
  const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
  const outputs = {
    images: { type: 'array', items: ref('Image') },
    image: { allOf: [ref('Image')] },
    video: { allOf: [ref('File')] },
  }
  const json = (name: string) => ({ content: { 'application/json': { schema: ref(name) } } })
  return {
    openapi: '3.0.4',
    info: { title: `Queue OpenAPI for ${id}`, version: '1.0.0', 'x-fal-metadata': { endpointId: id } },
    components: {
      schemas: {
        QueueStatus: { type: 'object', properties: { status: { type: 'string' } } },
        EndpointInput: input,
        EndpointOutput: {
          type: 'object',
          required: [output],
          properties: { [output]: outputs[output], seed: { type: 'integer' } },
        },
        File: file,
        Image: image,
      },
    },
    paths: {
      [`/${id}`]: {
        post: {
          requestBody: { required: true, ...json('EndpointInput') },
          responses: { 200: json('QueueStatus') },
        },
      },
      [`/${id}/requests/{request_id}`]: { get: { responses: { 200: json('EndpointOutput') } } },
    },
    servers: [{ url: 'https://queue.fal.run' }],
  }
}
