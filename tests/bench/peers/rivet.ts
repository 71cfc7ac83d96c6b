import type { Contender } from '../contender.ts'
import type { Task } from '../task.ts'
import { PROMPT } from '../task.ts'
import { load } from './load.ts'

interface NodeData {
  readonly index: number
  readonly prompt: string
}

interface ChartNode {
  readonly id: string
  readonly type: string
  readonly title: string
  readonly visualData: { readonly x: number; readonly y: number }
  readonly data: NodeData
}

interface PortDefinition {
  readonly id: string
  readonly title: string
  readonly dataType: string
}

type DataValues = Readonly<Record<string, { readonly type: 'number'; readonly value: number } | undefined>>

interface NodeImplementation {
  create(): ChartNode
  getInputDefinitions(): readonly PortDefinition[]
  getOutputDefinitions(): readonly PortDefinition[]
  process(data: NodeData, inputs: DataValues): Promise<DataValues>
  getEditors(): readonly object[]
  getBody(): undefined
  getUIData(): object
}

interface Registration {
  registerPluginNode(definition: object): Registration
}

interface Processor {
  run(): Promise<unknown>
}

interface RivetPackage {
  readonly NodeRegistration: new () => Registration
  readonly pluginNodeDefinition: (implementation: NodeImplementation, title: string) => object
  readonly coreCreateProcessor: (
    project: object,
    options: { readonly graph: string; readonly registry: Registration },
  ) => Processor
}

const TYPE = 'benchNode'
const PORTS = ['first', 'second'] as const

/** rivet-core with a node type of our own, registered like a plugin's; the graph runs through `coreCreateProcessor`. */
export async function loadRivet(): Promise<Contender> {
  const rivet = await load<RivetPackage>('@ironclad/rivet-core')
  return {
    describe(task) {
      const definition = rivet.pluginNodeDefinition(implement(task), 'Node')
      const registry = new rivet.NodeRegistration().registerPluginNode(definition)
      const project = describeProject(task)
      let processor: Processor | undefined
      return {
        prepare() {
          processor = rivet.coreCreateProcessor(project, { graph: 'main', registry })
        },
        run: async () => processor?.run(),
      }
    },
  }
}

const numberPort = (id: string): PortDefinition => ({ id, title: id, dataType: 'number' })

function implement({ work }: Task): NodeImplementation {
  return {
    create: () => createNode(0),
    getInputDefinitions: () => PORTS.map(numberPort),
    getOutputDefinitions: () => [numberPort('value')],
    process: async ({ index }, { first, second }) =>
      work(index, first?.value ?? 0, second?.value ?? 0, (value) => ({ value: { type: 'number', value } })),
    getEditors: () => [],
    getBody: () => undefined,
    getUIData: () => ({}),
  }
}

const createNode = (index: number): ChartNode => ({
  id: `node-${index}`,
  type: TYPE,
  title: 'Node',
  visualData: { x: 0, y: 0 },
  data: { index, prompt: PROMPT },
})

function describeProject({ shape }: Task): object {
  const nodes = shape.sources.map((_, index) => createNode(index))
  const connections = shape.sources.flatMap((sources, index) =>
    sources.map((source, which) => ({
      outputNodeId: `node-${source}`,
      outputId: 'value',
      inputNodeId: `node-${index}`,
      inputId: PORTS[which],
    })),
  )
  return {
    metadata: { id: 'bench', title: 'Bench', description: '', mainGraphId: 'main' },
    graphs: { main: { metadata: { id: 'main', name: 'Main', description: '' }, nodes, connections } },
    plugins: [],
  }
}
