import type { Contender } from '../contender.ts'
import { valueOf } from '../task.ts'
import { load } from './load.ts'

interface Graph {
  run(): Promise<void>
}

interface PGraphPackage {
  readonly PGraph: new (
    nodes: ReadonlyMap<string, { readonly run: () => Promise<unknown> }>,
    dependencies: readonly (readonly [string, string])[],
  ) => Graph
}

/** p-graph orders functions; passing values between them is up to the caller, here through an array. */
export async function loadPGraph(): Promise<Contender> {
  const { PGraph } = await load<PGraphPackage>('p-graph')
  return {
    describe({ shape, work }) {
      const made: number[] = Array.from({ length: shape.sources.length })
      const nodes = new Map<string, { run: () => Promise<unknown> }>()
      const dependencies: [string, string][] = []
      shape.sources.forEach(([first, second], node) => {
        const save = (value: number): void => {
          made[node] = value
        }
        const run = async (): Promise<unknown> =>
          work(node, valueOf(made, first), valueOf(made, second), save)
        nodes.set(`node-${node}`, { run })
        for (const source of [first, second])
          if (source !== undefined) dependencies.push([`node-${source}`, `node-${node}`])
      })
      let graph: Graph | undefined
      return {
        prepare() {
          graph = new PGraph(nodes, dependencies)
        },
        run: async () => graph?.run(),
      }
    },
  }
}
