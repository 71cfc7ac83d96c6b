import type { ItemPath } from '#shared/run/address.ts'
import { formatItemPath } from '#shared/run/address.ts'
import type { Job } from '../jobs/job.ts'
import { parseStoredJson } from './storedJson.ts'

/** As it is stored. Earlier versions stored an index. */
type StoredItem = ItemPath | number

/** A job of the library. Throws `library.broken` if its JSON is not as it was written. */
export function parseStoredJob(column: unknown, id: string): Job {
  // The cast is sound: the store of jobs wrote it.
  const job = parseStoredJson(column, `the job ${id}`) as Job
  const item = pathOf(job.facts.item)
  return item === job.facts.item ? job : { ...job, facts: { ...job.facts, item } }
}

/** The address of an item, from whichever version stored it. */
export const pathOf = (item: StoredItem): ItemPath =>
  typeof item === 'number' ? formatItemPath([item]) : item
