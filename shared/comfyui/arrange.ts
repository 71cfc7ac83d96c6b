import type { Edge, Node } from '../document/workflow.ts'

const COLUMN = 360
const GAP = 40
/** The approximate height of a card: its title and picture, then a field for each value and a row for each cable. */
const HEAD = 120
const FIELD = 52
const ROW = 26

/** Positions nodes, in pixels: each in a column right of all that feed it, in their order. */
export function arrange(nodes: readonly Node[], edges: readonly Edge[]): readonly Node[] {
  const feeds = new Map<string, string[]>()
  const waits = new Map(nodes.map(({ id }) => [id, 0]))
  const rows = new Map<string, number>()
  for (const { from, to } of edges) {
    const fed = feeds.get(from.node) ?? []
    fed.push(to.node)
    feeds.set(from.node, fed)
    waits.set(to.node, (waits.get(to.node) ?? 0) + 1)
    for (const { node } of [from, to]) rows.set(node, (rows.get(node) ?? 0) + 1)
  }
  const column = new Map<string, number>()
  const ready = nodes.flatMap(({ id }) => (waits.get(id) === 0 ? [id] : []))
  // A node in a cycle is never ready, and stays in the first column.
  for (const id of ready)
    for (const next of feeds.get(id) ?? []) {
      column.set(next, Math.max(column.get(next) ?? 0, (column.get(id) ?? 0) + 1))
      const left = (waits.get(next) ?? 0) - 1
      waits.set(next, left)
      if (left === 0) ready.push(next)
    }
  const free = new Map<number, number>()
  return nodes.map((node) => {
    const at = column.get(node.id) ?? 0
    const y = free.get(at) ?? 0
    const height = HEAD + FIELD * Object.keys(node.values ?? {}).length + ROW * (rows.get(node.id) ?? 0)
    free.set(at, y + height + GAP)
    return { ...node, position: { x: at * COLUMN, y } }
  })
}
