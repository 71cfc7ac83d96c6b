import type { Answer } from '../server/answer.ts'
import { json } from '../server/answer.ts'
import type { PracticeContext } from '../server/context.ts'
import type { PracticeEndpoint } from '../validate/endpoint.ts'
import { platformError, refuse } from './answers.ts'
import { openapiOf } from './openapi.ts'
import { isAnswer, pageOf, readIds, readPage } from './pages.ts'

/** The most entries of a page; with the schemas a page has fewer. */
const MAX_PAGE = 100
const MAX_WITH_SCHEMAS = 50

/** Answers `GET /v1/models`: all endpoints, those with the given ids, or those that a text or a category finds. */
export function answerModels({ endpoints }: PracticeContext, query: URLSearchParams): Answer {
  const expand = query.getAll('expand').flatMap((text) => text.split(','))
  if (!expand.every((name) => name === 'openapi-3.0' || name === 'enterprise_status'))
    return platformError(400, 'validation_error', 'expand has an unknown value')
  const withSchema = expand.includes('openapi-3.0')
  const page = readPage(query, MAX_PAGE)
  if (isAnswer(page)) return page
  const ids = readIds(query)
  if (isAnswer(ids)) return ids
  const status = query.get('status') ?? 'active'
  if (status !== 'active' && status !== 'deprecated')
    return platformError(400, 'validation_error', 'status must be active or deprecated')
  const unknown = ids.find((id) => !endpoints.some(({ modelId }) => modelId === id))
  if (unknown !== undefined) return platformError(404, 'not_found', `No endpoint is called ${unknown}`)

  const text = (query.get('q') ?? '').toLowerCase()
  const category = query.get('category')
  const found = endpoints.filter(
    (endpoint) =>
      status === 'active' &&
      (ids.length === 0 || ids.includes(endpoint.modelId)) &&
      (category === null || slugOf(endpoint.category) === category) &&
      `${endpoint.modelId} ${endpoint.title} ${endpoint.category}`.toLowerCase().includes(text),
  )
  const limit = withSchema ? Math.min(page.limit, MAX_WITH_SCHEMAS) : page.limit
  const { items, ...rest } = pageOf(found, { ...page, limit })
  return json({ models: items.map((endpoint) => entryOf(endpoint, withSchema)), ...rest })
}

/** Answers the schema of a single endpoint. */
export function answerOpenapi({ endpoints }: PracticeContext, query: URLSearchParams): Answer {
  const id = query.get('endpoint_id')
  const endpoint = endpoints.find(({ modelId }) => modelId === id)
  return endpoint === undefined ? refuse(404, 'There is no such endpoint.') : json(openapiOf(endpoint))
}

const entryOf = (endpoint: PracticeEndpoint, withSchema: boolean): object => ({
  endpoint_id: endpoint.modelId,
  metadata: {
    display_name: endpoint.title,
    category: slugOf(endpoint.category),
    description: endpoint.title,
    status: 'active',
    tags: [],
    updated_at: '2026-01-01T00:00:00Z',
    is_favorited: null,
    thumbnail_url: 'https://fal.media/files/practice/thumbnail.webp',
    model_url: `https://fal.run/${endpoint.modelId}`,
    license_type: 'commercial',
    kind: 'inference',
  },
  ...(withSchema && { openapi: openapiOf(endpoint) }),
})

/** `Text to image` as `text-to-image`. */
export const slugOf = (category: string): string => category.toLowerCase().replaceAll(' ', '-')
