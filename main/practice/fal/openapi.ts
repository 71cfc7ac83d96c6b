import type { PracticeEndpoint } from '../validate/endpoint.ts'
import { outputsOf } from '../validate/endpoint.ts'

/**
 * The OpenAPI document of an endpoint's queue, in the form that fal publishes: the input is found through the request
 * body of the path of the endpoint, whose schema has a name of its own.
 */
export function openapiOf(endpoint: PracticeEndpoint): object {
  const { modelId, input } = endpoint
  const name = schemaName(modelId)
  const request = { name: 'request_id', in: 'path', required: true, schema: { type: 'string' } }
  const answer = (schema: object) => ({
    200: { description: 'The answer.', content: { 'application/json': { schema } } },
  })
  const status = { $ref: '#/components/schemas/QueueStatus' }
  return {
    openapi: '3.0.4',
    info: {
      title: `Queue OpenAPI for ${modelId}`,
      version: '1.0.0',
      description: `The OpenAPI schema for the ${modelId} queue.`,
      'x-fal-metadata': {
        endpointId: modelId,
        category: endpoint.category.toLowerCase().replaceAll(' ', '-'),
        playgroundUrl: `https://fal.ai/models/${modelId}`,
        documentationUrl: `https://fal.ai/models/${modelId}/api`,
      },
    },
    components: {
      securitySchemes: {
        apiKeyAuth: { type: 'apiKey', in: 'header', name: 'Authorization', description: 'Fal Key' },
      },
      schemas: {
        QueueStatus: queueStatus,
        [`${name}Input`]: withoutDefinitions(input),
        [`${name}Output`]: outputSchema(endpoint),
        File: fileSchema,
        ...definitionsOf(input),
      },
    },
    paths: {
      [`/${modelId}/requests/{request_id}/status`]: {
        get: {
          parameters: [
            request,
            { name: 'logs', in: 'query', required: false, schema: { type: 'number', default: 0 } },
          ],
          responses: answer(status),
        },
      },
      [`/${modelId}/requests/{request_id}/cancel`]: {
        put: {
          parameters: [request],
          responses: answer({ type: 'object', properties: { success: { type: 'boolean' } } }),
        },
      },
      [`/${modelId}`]: {
        post: {
          parameters: [],
          requestBody: {
            required: true,
            content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}Input` } } },
          },
          responses: answer(status),
        },
      },
      [`/${modelId}/requests/{request_id}`]: {
        get: {
          parameters: [request],
          responses: answer({ $ref: `#/components/schemas/${name}Output` }),
        },
      },
    },
    servers: [{ url: 'https://queue.fal.run' }],
    security: [{ apiKeyAuth: [] }],
  }
}

/** `fal-ai/flux/dev` as `FluxDev`. */
const schemaName = (modelId: string): string =>
  modelId
    .split(/[^A-Za-z0-9]+/)
    .slice(2)
    .concat('')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('') || 'Queue'

const text = { type: 'string' }
const queueStatus = {
  type: 'object',
  required: ['status', 'request_id'],
  properties: {
    status: { type: 'string', enum: ['IN_QUEUE', 'IN_PROGRESS', 'COMPLETED'] },
    request_id: text,
    response_url: text,
    status_url: text,
    cancel_url: text,
    logs: { type: 'object', additionalProperties: true },
    metrics: { type: 'object', additionalProperties: true },
    queue_position: { type: 'integer' },
  },
}

const orNull = (schema: object) => ({ anyOf: [schema, { type: 'null' }] })
const fileSchema = {
  title: 'File',
  type: 'object',
  'x-fal-order-properties': ['url', 'content_type', 'file_name', 'file_size'],
  required: ['url'],
  properties: {
    url: { title: 'Url', type: 'string', description: 'Where the file can be fetched.' },
    content_type: orNull(text),
    file_name: orNull(text),
    file_size: orNull({ type: 'integer' }),
  },
}

/** A file is an object with its address; the media kind is only in its title. */
function outputSchema(endpoint: PracticeEndpoint): object {
  const file = { allOf: [{ $ref: '#/components/schemas/File' }] }
  const entries = outputsOf(endpoint).map((name): readonly [string, object] => {
    const single = name.replace(/s$/, '')
    const schema = ['text', 'number', 'boolean', 'json'].includes(single)
      ? text
      : { ...file, title: single.slice(0, 1).toUpperCase() + single.slice(1) }
    return [name, name === single ? schema : { type: 'array', items: schema }]
  })
  const names = entries.map(([name]) => name)
  return {
    title: 'Output',
    type: 'object',
    'x-fal-order-properties': names,
    required: names,
    properties: Object.fromEntries(entries),
  }
}

/** Definitions beside a published input belong into the components of the document. */
function definitionsOf(input: unknown): Readonly<Record<string, unknown>> {
  if (!isObject(input)) return {}
  const components = isObject(input['components']) ? input['components'] : {}
  const schemas = [input['$defs'], input['definitions'], components['schemas']]
  return Object.assign({}, ...schemas.filter(isObject)) as Readonly<Record<string, unknown>>
}

function withoutDefinitions(input: unknown): unknown {
  if (!isObject(input)) return input
  return Object.fromEntries(
    Object.entries(input).filter(([name]) => !['$defs', 'definitions', 'components'].includes(name)),
  )
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
