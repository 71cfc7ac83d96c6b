import type { Answer } from '../server/answer.ts'
import { platformError } from './answers.ts'

/** A page of a list: `limit` items from `offset` on. */
export interface Page {
  readonly limit: number
  readonly offset: number
}

/** Reads `limit` and `cursor` of a query; the cursor encodes the number of the item that follows. */
export function readPage(query: URLSearchParams, most: number): Page | Answer {
  const limit = query.get('limit') ?? '50'
  if (!/^\d{1,4}$/.test(limit) || Number(limit) < 1 || Number(limit) > most)
    return platformError(400, 'validation_error', `limit must be between 1 and ${most}`)
  const cursor = query.get('cursor')
  if (cursor === null) return { limit: Number(limit), offset: 0 }
  const offset = /^from-(\d{1,9})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'))?.[1]
  return offset === undefined
    ? platformError(400, 'validation_error', 'cursor is none of this list')
    : { limit: Number(limit), offset: Number(offset) }
}

/** The items of a page, and how to go on. */
export function pageOf<Item>(
  items: readonly Item[],
  { limit, offset }: Page,
): { readonly items: readonly Item[]; readonly next_cursor: string | null; readonly has_more: boolean } {
  const end = offset + limit
  const has_more = end < items.length
  const next_cursor = has_more ? Buffer.from(`from-${end}`).toString('base64url') : null
  return { items: items.slice(offset, end), next_cursor, has_more }
}

/** The ids in `endpoint_id`, which may be repeated and hold commas; a refusal for more than 50. */
export function readIds(query: URLSearchParams): readonly string[] | Answer {
  const ids = query.getAll('endpoint_id').flatMap((text) => text.split(','))
  return ids.length > 50
    ? platformError(400, 'validation_error', 'endpoint_id must have at most 50 ids')
    : ids.filter((id) => id !== '')
}

export const isAnswer = (value: object): value is Answer => 'status' in value && 'headers' in value
