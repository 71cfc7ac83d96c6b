import type { Workflow } from '../workflow.ts'

/**
 * One change to a workflow. Pure: what it leaves alone comes back as the same object, and a change that changes nothing
 * gives back the workflow itself. An id that the workflow has not is passed over.
 */
export type Edit = (workflow: Workflow) => Workflow

/** Each item whose id is among `ids`, changed; the same list where no item changed. */
export function changeById<T extends { readonly id: string }>(
  items: T[],
  ids: ReadonlySet<string>,
  change: (item: T) => T,
): T[] {
  let changed = false
  const next = items.map((item) => {
    if (!ids.has(item.id)) return item
    const other = change(item)
    if (other !== item) changed = true
    return other
  })
  return changed ? next : items
}

/** The items for which `keep` holds; the same list where that is all of them. */
export function filterInPlace<T>(items: T[], keep: (item: T) => boolean): T[] {
  const remaining = items.filter(keep)
  return remaining.length === items.length ? items : remaining
}

/** `object` with these fields, the others as they are; itself where it has them already. */
export function withFields<T extends object>(object: T, fields: Partial<T>): T {
  const own: Partial<T> = object
  const isThere = Object.entries(fields).every(([key, value]) => own[key as keyof T] === value)
  return isThere ? object : { ...object, ...fields }
}

/** `object` with `key` set to `value`, or without it where that is undefined; itself where it has that already. */
export function withField<T extends object, K extends keyof T>(
  object: T,
  key: K,
  value: T[K] | undefined,
): T {
  // Only what is its own counts: every object has a `toString`.
  const has = Object.hasOwn(object, key)
  if (value === undefined ? !has : has && object[key] === value) return object
  const next = { ...object }
  if (value === undefined) delete next[key]
  else next[key] = value
  return next
}
