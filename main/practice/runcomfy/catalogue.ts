import type { PracticeEndpoint } from '../validate/endpoint.ts'
import { pricePerPicture } from '../requests/request.ts'
import type { Answer } from '../server/answer.ts'
import { json, notFound, unprocessable } from '../server/answer.ts'
import type { ModelsPart } from './route.ts'

/** Answers the calls of the catalogue. */
export function answerModels(
  endpoints: readonly PracticeEndpoint[],
  part: ModelsPart,
  query: URLSearchParams,
): Answer {
  switch (part.kind) {
    case 'categories':
      return json({ categories: [...new Set(endpoints.map((endpoint) => endpoint.category))].toSorted() })
    case 'one': {
      const endpoint = endpoints.find(({ modelId }) => modelId === part.modelId)
      return endpoint === undefined ? notFound('model') : json(entry(endpoint, true))
    }
    case 'list':
      return list(endpoints, query)
  }
}

function list(endpoints: readonly PracticeEndpoint[], query: URLSearchParams): Answer {
  const limit = whole(query.get('limit'), 50, 1, 200)
  const offset = whole(query.get('offset'), 0, 0, 1_000_000)
  if (limit === null || offset === null) {
    const name = limit === null ? 'limit' : 'offset'
    return unprocessable([{ loc: ['query', name], msg: 'is out of range or no integer', type: 'range' }])
  }
  const search = (query.get('search') ?? '').toLowerCase()
  const category = query.get('category')?.toLowerCase() ?? ''
  const kind = query.get('kind') ?? ''
  const found = endpoints.filter(
    (endpoint) =>
      (kind === '' || kind === 'image') &&
      (category === '' || endpoint.category.toLowerCase() === category) &&
      `${endpoint.modelId} ${endpoint.title}`.toLowerCase().includes(search),
  )
  const withSchema = query.get('include_schema') === 'true'
  return json({
    models: found.slice(offset, offset + limit).map((endpoint) => entry(endpoint, withSchema)),
    total: found.length,
  })
}

const entry = (endpoint: PracticeEndpoint, withSchema: boolean): object => ({
  model_id: endpoint.modelId,
  display_name: endpoint.title,
  categories: [endpoint.category],
  kind: 'image',
  base_price_usd: pricePerPicture,
  price_unit: 'image',
  pricing_note: 'Invented: the practice engine costs nothing.',
  ...(withSchema ? { input_schema: endpoint.input, output_schema: outputSchema } : {}),
})

const uri = { type: 'string', format: 'uri' }
const outputSchema = {
  output: {
    type: 'object',
    properties: {
      image: uri,
      images: { type: 'array', items: uri },
      video: uri,
      videos: { type: 'array', items: uri },
    },
  },
}

/** An integer of a query within bounds; null when it is none. */
function whole(text: string | null, otherwise: number, min: number, max: number): number | null {
  if (text === null) return otherwise
  const value = /^\d{1,9}$/.test(text) ? Number(text) : -1
  return value >= min && value <= max ? value : null
}
