/** A graph to schedule: nodes are numbers, and every source of a node is smaller than the node. */
export interface Shape {
  /** By node: its sources, at most two. */
  readonly sources: readonly (readonly number[])[]
  /** The number of nodes on the longest path. */
  readonly depth: number
}

/** The number of nodes in one layer of `layers`. */
const WIDTH = 20

/** Each node needs the one before it. */
function chain(count: number): Shape {
  const sources = Array.from({ length: count }, (_, node) => (node === 0 ? [] : [node - 1]))
  return { sources, depth: count }
}

/** One node that all others depend on, and on nothing else. */
function fan(count: number): Shape {
  const sources = Array.from({ length: count }, (_, node) => (node === 0 ? [] : [0]))
  return { sources, depth: 2 }
}

/** Layers of 20 nodes, where each node needs two neighbours of the layer before: 1,000 nodes are 50 × 20. */
function layers(count: number): Shape {
  const sources = Array.from({ length: count }, (_, node) => {
    if (node < WIDTH) return []
    const above = node - (node % WIDTH) - WIDTH
    return [above + (node % WIDTH), above + ((node + 1) % WIDTH)]
  })
  return { sources, depth: Math.ceil(count / WIDTH) }
}

/** The shapes by name, each of a number of nodes. */
export const shapes = { chain, fan, layers } as const
export type ShapeName = keyof typeof shapes

/** By node: the nodes that depend on it, once per cable. */
export function feedsOf(shape: Shape): readonly (readonly number[])[] {
  const feeds: number[][] = shape.sources.map(() => [])
  shape.sources.forEach((sources, node) => {
    for (const source of sources) feeds[source]?.push(node)
  })
  return feeds
}
