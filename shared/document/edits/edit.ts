import type { Workflow } from '../workflow.ts'

/**
 * One change to a workflow. Pure: unchanged parts are the same objects, and a change without an effect returns the
 * workflow itself. Unknown ids are ignored.
 */
export type Edit = (workflow: Workflow) => Workflow

/** Changes each item whose id is among `ids`; returns the same list if no item changed. */
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

/** The items for which `keep` holds; the same list if it holds for all. */
export function filterInPlace<T>(items: T[], keep: (item: T) => boolean): T[] {
  const remaining = items.filter(keep)
  return remaining.length === items.length ? items : remaining
}

/** `object` with these fields set; itself if it has them already. */
export function withFields<T extends object>(object: T, fields: Partial<T>): T {
  const own: Partial<T> = object
  const isThere = Object.entries(fields).every(([key, value]) => own[key as keyof T] === value)
  return isThere ? object : { ...object, ...fields }
}

/** `object` with `key` set to `value`, or without it if that is undefined; itself if nothing changes. */
export function withField<T extends object, K extends keyof T>(
  object: T,
  key: K,
  value: T[K] | undefined,
): T {
  // Only own properties count: every object has a `toString`.
  const has = Object.hasOwn(object, key)
  if (value === undefined ? !has : has && object[key] === value) return object
  const next = { ...object }
  if (value === undefined) delete next[key]
  else next[key] = value
  return next
}
