import { z } from 'zod'
import { JsonValue } from '#shared/ports/jsonValue.ts'
import type { Json } from '#shared/ports/value.ts'
import { parseAs } from '#shared/problems/parseAs.ts'
import type { ListedRequest, SubmitQuery } from '#main/jobs/jobClient.ts'
import type { ApiClient } from '#main/network/apiClient.ts'
import { caps } from '#main/network/limits.ts'
import { RequestId } from '../answers/requestId.ts'
import type { SendCall } from '../answers/sendCall.ts'

/** The most that a page may have. */
const PAGE = 100
/** A search ends here: an endpoint with more requests in its time is searched in part, which proves nothing less. */
const MAX_PAGES = 10

const Instant = z
  .string()
  .transform((text) => Date.parse(text))
  .pipe(z.number())
  .nullable()
  .catch(null)
  .default(null)

const Item = z.object({
  request_id: RequestId,
  endpoint_id: z.string().optional().catch(undefined),
  sent_at: Instant,
  started_at: Instant,
  json_input: JsonValue.nullable().catch(null).default(null),
  tags: z.record(z.string(), z.string()).optional().catch(undefined),
})

const Page = z.object({
  items: z.array(Item.nullable().catch(null)).transform((items) => items.filter((item) => item !== null)),
  next_cursor: z.string().nullable().catch(null).default(null),
  has_more: z.boolean().catch(false).default(false),
})
type Page = z.infer<typeof Page>

const readPage = (body: Json): Page | null => parseAs(Page, body).data ?? null

/**
 * Lists the requests of an endpoint with their inputs, newest first as fal sorts them. What it lists exists; what it does
 * not list may exist nevertheless, because it is not known how soon a request appears there. Rejects as the other reading
 * calls do.
 */
export const createFindSubmits =
  ({ api, send }: { readonly api: ApiClient; readonly send: SendCall }) =>
  async ({ modelId, since, signal }: SubmitQuery): Promise<readonly ListedRequest[]> => {
    const found: ListedRequest[] = []
    let cursor: string | null = null
    for (let page = 0; page < MAX_PAGES; page++) {
      const params = new URLSearchParams({
        endpoint_id: modelId,
        start: new Date(since).toISOString(),
        limit: String(PAGE),
        expand: 'payloads',
        ...(cursor !== null && { cursor }),
      })
      const path = `/v1/models/requests/by-endpoint?${params.toString()}`
      const sent = api.get(path, { signal, cap: caps.result })
      const {
        items,
        next_cursor: next,
        has_more: more,
      }: Page = await send({
        call: 'listing',
        host: api.host,
        sent,
        read: readPage,
      })
      for (const item of items)
        if (item.endpoint_id === undefined || item.endpoint_id === modelId) found.push(toListed(item))
      if (!more || next === null || next === cursor) break
      cursor = next
    }
    return found
  }

const toListed = (item: z.infer<typeof Item>): ListedRequest => ({
  requestId: item.request_id,
  at: item.sent_at ?? item.started_at,
  input: item.json_input,
  marker: item.tags?.['patchbay'] ?? null,
})
