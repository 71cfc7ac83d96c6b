import type { ComfyWorkflow } from './comfyWorkflow.ts'

const COLUMN = 360
const ROW = 320

/** Places for nodes that have none, in pixels: each in a column right of all that feeds it, in the order of the file. */
export function arrange({ nodes, cables }: ComfyWorkflow): ReadonlyMap<string, { x: number; y: number }> {
  const feeds = new Map<string, string[]>()
  const waits = new Map(nodes.map(({ id }) => [id, 0]))
  for (const { from, to } of cables) {
    const fed = feeds.get(from) ?? []
    fed.push(to)
    feeds.set(from, fed)
    waits.set(to, (waits.get(to) ?? 0) + 1)
  }
  const column = new Map<string, number>()
  const ready = nodes.flatMap(({ id }) => (waits.get(id) === 0 ? [id] : []))
  // What stands in a circle is never ready, and keeps the first column.
  for (const id of ready)
    for (const next of feeds.get(id) ?? []) {
      column.set(next, Math.max(column.get(next) ?? 0, (column.get(id) ?? 0) + 1))
      const left = (waits.get(next) ?? 0) - 1
      waits.set(next, left)
      if (left === 0) ready.push(next)
    }
  const rows = new Map<number, number>()
  const places = nodes.map(({ id }) => {
    const at = column.get(id) ?? 0
    const row = rows.get(at) ?? 0
    rows.set(at, row + 1)
    return [id, { x: at * COLUMN, y: row * ROW }] as const
  })
  return new Map(places)
}
