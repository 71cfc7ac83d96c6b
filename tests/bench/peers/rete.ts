import type { Contender } from '../contender.ts'
import type { Task } from '../task.ts'
import { load } from './load.ts'

interface Node {
  readonly id: string
  addInput(key: string, input: object): void
  addOutput(key: string, output: object): void
}

interface Editor {
  use(engine: object): void
  addNode(node: Node): Promise<boolean>
  addConnection(connection: object): Promise<boolean>
}

interface RetePackage {
  readonly NodeEditor: new () => Editor
  readonly ClassicPreset: {
    readonly Socket: new (name: string) => object
    readonly Input: new (socket: object, label: string) => object
    readonly Output: new (socket: object, label: string) => object
    readonly Node: new (label: string) => Node
    readonly Connection: new (source: Node, output: string, target: Node, input: string) => object
  }
}

interface EnginePackage {
  readonly DataflowEngine: new () => { fetch(node: string): Promise<unknown> }
}

type Inputs = Readonly<Record<string, readonly number[] | undefined>>

const PORTS = ['first', 'second'] as const

/**
 * rete-engine's dataflow, as in its guide: nodes with a `data` method in an editor, and `fetch` on each node without
 * users. The engine caches each node's output, so that none runs twice.
 */
export async function loadRete(): Promise<Contender> {
  const [rete, engines] = await Promise.all([load<RetePackage>('rete'), load<EnginePackage>('rete-engine')])
  return {
    describe(task) {
      const { nodes, connections, ends } = describeGraph(rete, task)
      const editor = new rete.NodeEditor()
      const engine = new engines.DataflowEngine()
      return {
        async prepare() {
          editor.use(engine)
          for (const node of nodes) await editor.addNode(node)
          for (const connection of connections) await editor.addConnection(connection)
        },
        run: async () => Promise.all(ends.map(async (node) => engine.fetch(node.id))),
      }
    },
  }
}

function describeGraph({ ClassicPreset }: RetePackage, { shape, work }: Task) {
  const { Connection, Input, Output, Socket } = ClassicPreset
  const socket = new Socket('number')
  class Worker extends ClassicPreset.Node {
    readonly index: number

    constructor(index: number) {
      super('Node')
      this.index = index
      for (const port of PORTS) this.addInput(port, new Input(socket, port))
      this.addOutput('value', new Output(socket, 'value'))
    }

    async data(inputs: Inputs): Promise<{ value: number }> {
      return work(this.index, inputs['first']?.[0] ?? 0, inputs['second']?.[0] ?? 0, (value) => ({ value }))
    }
  }
  const nodes: Worker[] = []
  const connections: object[] = []
  const needed = new Set<Worker>()
  shape.sources.forEach((sources, index) => {
    const target = new Worker(index)
    nodes.push(target)
    PORTS.forEach((port, which) => {
      const source = nodes[sources[which] ?? -1]
      if (source === undefined) return
      needed.add(source)
      connections.push(new Connection(source, 'value', target, port))
    })
  })
  return { nodes, connections, ends: nodes.filter((node) => !needed.has(node)) }
}
