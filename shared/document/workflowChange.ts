import { z } from 'zod'
import { JsonValue } from '../ports/jsonValue.ts'
import type { Json } from '../ports/value.ts'
import type { Workflow } from './workflow.ts'

/** In a list, at index `at`: this many items are removed, and these are inserted. */
const Splice = z.object({
  at: z.int().nonnegative(),
  remove: z.int().nonnegative(),
  add: z.array(JsonValue),
})
type Splice = z.infer<typeof Splice>

/**
 * The difference between two states of a workflow, for sending and storing edits of large ones. `fields` is everything
 * except the lists, in its order, with the lists as null; absent if none of that has changed. The indexes in a list are
 * those before the change, ascending.
 */
export const WorkflowChange = z.object({
  fields: z.record(z.string(), JsonValue).optional(),
  nodes: z.array(Splice),
  edges: z.array(Splice),
})
export type WorkflowChange = z.infer<typeof WorkflowChange>

/** Compares by identity: whatever was not edited is the same object. */
export function changeBetween(before: Workflow, after: Workflow): WorkflowChange {
  const fields = sameFields(before, after) ? {} : { fields: fieldsOf(after) }
  return {
    ...fields,
    nodes: splices(before.nodes, after.nodes),
    edges: splices(before.edges, after.edges),
  }
}

/**
 * Null if the change does not match this workflow: an index that does not exist, indexes that overlap or do not ascend,
 * or a field that is not a list.
 */
export function applyChange(workflow: Workflow, { fields, nodes, edges }: WorkflowChange): Workflow | null {
  const lists = { nodes: spliced(workflow.nodes, nodes), edges: spliced(workflow.edges, edges) }
  if (lists.nodes === null || lists.edges === null) return null
  if (fields !== undefined && !('nodes' in fields && 'edges' in fields)) return null
  // The cast: a change is made from two workflows; the result is validated like a file when it is opened.
  return { ...(fields ?? workflow), ...lists } as Workflow
}

const isList = (key: string): boolean => key === 'nodes' || key === 'edges'

function sameFields(before: Workflow, after: Workflow): boolean {
  const [old, next] = [Object.keys(before), Object.keys(after)]
  return (
    old.length === next.length &&
    next.every((key, index) => key === old[index] && (isList(key) || before[key] === after[key]))
  )
}

const fieldsOf = (workflow: Workflow): Record<string, Json> =>
  Object.fromEntries(
    Object.entries(workflow)
      .filter(([, value]) => value !== undefined)
      // The cast: a workflow is JSON, which its type does not express for unknown fields.
      .map(([key, value]) => [key, isList(key) ? null : (value as Json)]),
  )

function splices<T>(before: readonly T[], after: readonly T[]): Splice[] {
  if (before === after) return []
  return before.length === after.length ? replaced(before, after) : cut(before, after)
}

/** If nothing was added or removed, each run of changed items is separate: they may be far apart. */
function replaced<T>(before: readonly T[], after: readonly T[]): Splice[] {
  const found: { at: number; remove: number; add: Json[] }[] = []
  after.forEach((item, index) => {
    if (item === before[index]) return
    const last = found.at(-1)
    if (last !== undefined && last.at + last.remove === index) {
      last.remove += 1
      last.add.push(item as Json)
    } else found.push({ at: index, remove: 1, add: [item as Json] })
  })
  return found
}

/** Everything between the common start and end. */
function cut<T>(before: readonly T[], after: readonly T[]): Splice[] {
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start += 1
  let end = 0
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1
  const add = after.slice(start, after.length - end) as Json[]
  return [{ at: start, remove: before.length - start - end, add }]
}

/** Item by item: one change can add more items than a call takes arguments. */
function spliced<T>(list: readonly T[], all: readonly Splice[]): T[] | null {
  const next: T[] = []
  let done = 0
  for (const { at, remove, add } of all) {
    if (at < done || at + remove > list.length) return null
    for (; done < at; done++) next.push(list[done] as T) // it is there: `at` is within the list
    for (const item of add as T[]) next.push(item)
    done += remove
  }
  for (; done < list.length; done++) next.push(list[done] as T)
  return next
}
