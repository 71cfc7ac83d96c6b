import { z } from 'zod'
import { JsonValue } from '#shared/ports/jsonValue.ts'
import type { Json } from '#shared/ports/value.ts'
import { parseAs } from '#shared/problems/parseAs.ts'
import { caps } from '#main/network/limits.ts'
import type { SendCall } from '../answers/sendCall.ts'
import type { FalEgress } from './origins.ts'
import type { FalEndpoint } from './readModel.ts'
import { readModel } from './readModel.ts'

/** Entries of a page. fal allows 100; with their documents, fewer keep an answer within its limit. */
const PAGE = 40
/** fal has about 1,200 endpoints. */
const MAX_PAGES = 250

const Page = z.object({
  models: z.array(JsonValue),
  next_cursor: z.string().nullable().catch(null).default(null),
  has_more: z.boolean().catch(false).default(false),
})
type Page = z.infer<typeof Page>

const readPage = (body: Json): Page | null => parseAs(Page, body).data ?? null

export interface FalCatalogueQuery {
  readonly search?: string
  readonly category?: string
  readonly signal?: AbortSignal
}

/**
 * Every active endpoint of fal, page after page and without the key, as endpoints that are not checked yet. One whose document says nothing
 * about its input is left out. Rejects as the reading calls of a client do.
 */
export async function* listFalEndpoints(
  { egress: { apis }, send }: { readonly egress: Pick<FalEgress, 'apis'>; readonly send: SendCall },
  { search, category, signal }: FalCatalogueQuery = {},
): AsyncGenerator<FalEndpoint> {
  const { platform } = apis
  let cursor: string | null = null
  for (let page = 0; page < MAX_PAGES; page++) {
    const params = new URLSearchParams({
      ...(search !== undefined && { q: search }),
      ...(category !== undefined && { category }),
      status: 'active',
      limit: String(PAGE),
      expand: 'openapi-3.0',
      ...(cursor !== null && { cursor }),
    })
    const sent = platform.get(`/v1/models?${params.toString()}`, {
      signal,
      cap: caps.result,
      anonymous: true,
    })
    const found: Page = await send({ call: 'catalogue', host: platform.host, sent, read: readPage })
    for (const model of found.models) {
      const endpoint = readModel(model)
      if (endpoint !== null) yield endpoint
    }
    const next = found.next_cursor
    if (!found.has_more || next === null || next === cursor) return
    cursor = next
  }
}
