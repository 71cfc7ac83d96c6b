import type { Workflow } from '#shared/document/workflow.ts'
import { modeOf } from '#shared/document/workflow.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import type { Feed } from '#shared/graph/resolve.ts'
import { weakMemo } from '#shared/weakMemo.ts'
import { inputsOf, outputsOf } from '../../state/connections.ts'
import { portTypesOf } from './portTypes.ts'

/** What a bypassed node passes on: the cable `edge` into an input continues at an output. */
export interface Passage {
  readonly node: string
  readonly input: string
  readonly output: string
  readonly kind: string
  readonly edge: string
}

/** The passages of all bypassed nodes, from connected inputs to connected outputs. */
export const passagesOf = (workflow: Workflow, registry: Registry): readonly Passage[] =>
  of(portTypesOf(workflow, registry))(workflow)

type PortTypes = ReturnType<typeof portTypesOf>

const of = weakMemo((portTypes: PortTypes) => {
  let last: readonly Passage[] | null = null
  return (workflow: Workflow): readonly Passage[] => (last ??= find(workflow, portTypes))
})

function find(workflow: Workflow, { graph, resolver }: PortTypes): readonly Passage[] {
  return workflow.nodes.flatMap((node): readonly Passage[] => {
    const index = graph.indexOf.get(node.id)
    if (modeOf(node) !== 'bypassed' || index === undefined) return []
    return [...outputsOf(workflow, node.id)].flatMap(([output, [edge]]): readonly Passage[] => {
      const target = graph.indexOf.get(edge?.to.node ?? '')
      const passed = target === undefined ? undefined : resolver.feedOf(target, edge?.to.port ?? '')
      const inputs = [...inputsOf(workflow, node.id).values()]
      const into = inputs.find(({ to }) => isSameOutput(passed, resolver.feedOf(index, to.port)))
      if (into === undefined) return []
      const { kind } = resolver.outputType(index, output)
      return [{ node: node.id, input: into.to.port, output, kind, edge: into.id }]
    })
  })
}

const isSameOutput = (one: Feed | undefined, other: Feed | undefined): boolean =>
  one?.from === 'output' && other?.from === 'output' && one.node === other.node && one.port === other.port
