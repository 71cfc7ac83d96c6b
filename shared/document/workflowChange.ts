import { z } from 'zod'
import type { Workflow } from './workflow.ts'

/** In a list, from the place `at` on: so many are removed, and these stand there instead. */
const Splice = z.object({
  at: z.int().nonnegative(),
  remove: z.int().nonnegative(),
  add: z.array(z.json()),
})
type Splice = z.infer<typeof Splice>

/**
 * What makes one state of a workflow of another, without what stayed: for sending and writing down edits of large ones.
 * `fields` is all but the lists, in its order, with the lists as null; absent where none of that has changed. The places in
 * a list are those before the change, in rising order.
 */
export const WorkflowChange = z.object({
  fields: z.record(z.string(), z.json()).optional(),
  nodes: z.array(Splice),
  edges: z.array(Splice),
})
export type WorkflowChange = z.infer<typeof WorkflowChange>

type Json = z.infer<ReturnType<typeof z.json>>

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
 * Null where the change is none of this workflow: a place that it has not, places that overlap or do not rise, or a field
 * that is no list.
 */
export function applyChange(workflow: Workflow, { fields, nodes, edges }: WorkflowChange): Workflow | null {
  const lists = { nodes: spliced(workflow.nodes, nodes), edges: spliced(workflow.edges, edges) }
  if (lists.nodes === null || lists.edges === null) return null
  if (fields !== undefined && !('nodes' in fields && 'edges' in fields)) return null
  // The cast: a change is made of two workflows; who opens the result reads it as he would a file.
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
      // The cast: a workflow is JSON, which its type does not say of fields that are not known.
      .map(([key, value]) => [key, isList(key) ? null : (value as Json)]),
  )

function splices<T>(before: readonly T[], after: readonly T[]): Splice[] {
  if (before === after) return []
  return before.length === after.length ? replaced(before, after) : cut(before, after)
}

/** Where nothing was added or removed, each run of changed items by itself: they may lie far apart. */
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

/** All between what is the same at the beginning and at the end. */
function cut<T>(before: readonly T[], after: readonly T[]): Splice[] {
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start += 1
  let end = 0
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1
  const add = after.slice(start, after.length - end) as Json[]
  return [{ at: start, remove: before.length - start - end, add }]
}

/** Item by item: one change can add more of them than a call takes arguments. */
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
