import type { Block, Edge, Node, PortRef, Workflow } from '../document/workflow.ts'
import { blockKeyOf, isAllOrNothing, modeOf } from '../document/workflow.ts'
import type { Json } from '../ports/value.ts'
import type { Problem } from '../problems/problem.ts'
import type { NodePath } from '../run/address.ts'
import { formatNodePath } from '../run/address.ts'
import { checkBlocks } from './checkBlocks.ts'

/** A flat workflow: the problems say why there is none, and then it is the one with blocks. */
export interface Expanded {
  readonly workflow: Workflow
  readonly problems: readonly Problem[]
  /** By the path of each instance of a block: the nodes that make its outputs; without outputs, all nodes in it. */
  readonly instances: ReadonlyMap<NodePath, readonly NodePath[]>
}

/** The targets of a run of the flat workflow: an instance of a block stands for what makes its outputs. */
export function expandTargets(
  targets: readonly string[],
  { workflow, instances }: Pick<Expanded, 'workflow' | 'instances'>,
): readonly NodePath[] {
  if (instances.size === 0) return targets
  const nodes = new Set(workflow.nodes.map(({ id }) => id))
  return [
    ...new Set(
      targets.flatMap((target) => (nodes.has(target) ? [target] : (instances.get(target) ?? [target]))),
    ),
  ]
}

const NO_INSTANCES: ReadonlyMap<NodePath, readonly NodePath[]> = new Map()

/**
 * Replaces each block of a workflow by the nodes and cables in it. A node has its path as its id then, as in `a/b`: a
 * flat workflow is returned as it is. An instance's values and cables go to the inputs that its block declares, cables
 * before values; its mode and *all or nothing* count for all nodes in it. Depth and the number of nodes are checked
 * before the work, and a block that contains itself is refused. Pure.
 */
export function expand(document: Workflow): Expanded {
  const { blocks = {}, ...rest } = document
  const unchanged = { workflow: document, instances: NO_INSTANCES }
  if (!document.nodes.some((node) => blockKeyOf(node) !== null)) return { ...unchanged, problems: [] }
  const problems = checkBlocks(document)
  if (problems.length > 0) return { ...unchanged, problems }
  const instances = new Map<NodePath, readonly NodePath[]>()
  const { nodes, edges } = expandLevel(
    { nodes: document.nodes, edges: document.edges, blocks, instances },
    [],
  )
  const taken = duplicates(document, nodes)
  return taken.length > 0
    ? { ...unchanged, problems: taken }
    : { workflow: { ...rest, nodes: [...nodes], edges: [...edges] }, problems: [], instances }
}

interface Level {
  readonly nodes: readonly Node[]
  readonly edges: readonly Edge[]
  readonly blocks: Readonly<Record<string, Block>>
  /** Of all levels: see `Expanded`. */
  readonly instances: Map<NodePath, readonly NodePath[]>
}

/** One level with all that is below it; `insides`: its blocks, by the id of their node. */
interface Flat {
  readonly nodes: readonly Node[]
  readonly edges: readonly Edge[]
  readonly insides: ReadonlyMap<string, Inside>
}

/** The inside of one instance. By name: which ports its declared inputs and outputs are. */
interface Inside extends Flat {
  readonly inputs: ReadonlyMap<string, readonly PortRef[]>
  readonly outputs: ReadonlyMap<string, PortRef>
}

/** `ids`: the blocks around a node, the outermost first. */
const pathOf = ([outer, ...inner]: readonly string[], id: string): string =>
  outer === undefined ? id : formatNodePath([outer, ...inner, id])

function expandLevel({ nodes, edges, blocks, instances }: Level, ids: readonly string[]): Flat {
  const insides = new Map<string, Inside>()
  const flat: { readonly nodes: Node[]; readonly edges: Edge[] } = { nodes: [], edges: [] }
  for (const node of nodes) {
    const block = blocks[blockKeyOf(node) ?? '']
    if (block === undefined) {
      flat.nodes.push(ids.length === 0 ? node : { ...node, id: pathOf(ids, node.id) })
      continue
    }
    const inside = expandInstance(node, block, { blocks, instances }, [...ids, node.id])
    insides.set(node.id, inside)
    for (const one of inside.nodes) flat.nodes.push(one)
    for (const one of inside.edges) flat.edges.push(one)
  }
  for (const edge of edges) {
    const from = sourceOf(edge.from, insides, ids)
    for (const [index, to] of targetsOf(edge.to, insides, ids).entries())
      if (from !== undefined)
        flat.edges.push({ ...edge, id: `${pathOf(ids, edge.id)}${index === 0 ? '' : `~${index}`}`, from, to })
  }
  return { ...flat, insides }
}

/** The output that an end of a cable is; undefined if its block declares none of this name. */
const sourceOf = (ref: PortRef, insides: Flat['insides'], ids: readonly string[]): PortRef | undefined => {
  const inside = insides.get(ref.node)
  return inside === undefined ? { ...ref, node: pathOf(ids, ref.node) } : inside.outputs.get(ref.port)
}

/** The inputs that an end of a cable, or a declared input, is. */
const targetsOf = (ref: PortRef, insides: Flat['insides'], ids: readonly string[]): readonly PortRef[] => {
  const inside = insides.get(ref.node)
  return inside === undefined
    ? [{ ...ref, node: pathOf(ids, ref.node) }]
    : (inside.inputs.get(ref.port) ?? [])
}

function expandInstance(
  instance: Node,
  block: Block,
  level: Pick<Level, 'blocks' | 'instances'>,
  ids: readonly string[],
): Inside {
  const { nodes, edges } = withValues(instance, block)
  const flat = expandLevel({ nodes, edges, ...level }, ids)
  const { inputs } = block.interface
  const outputs = outputsOf(block, flat, ids)
  const makers = new Set([...outputs.values()].map(({ node }) => node))
  level.instances.set(
    pathOf(ids.slice(0, -1), instance.id),
    makers.size > 0 ? [...makers] : flat.nodes.map(({ id }) => id),
  )
  return {
    ...flat,
    nodes: flat.nodes.map((node) => withModes(instance, node)),
    inputs: new Map(
      Object.entries(inputs).map(([name, { to }]) => [
        name,
        to.flatMap((ref) => targetsOf(ref, flat.insides, ids)),
      ]),
    ),
    outputs,
  }
}

/** The declared outputs of a block that something makes. */
const outputsOf = (block: Block, { insides }: Flat, ids: readonly string[]): Inside['outputs'] =>
  new Map(
    Object.entries(block.interface.outputs).flatMap(([name, { from }]) => {
      const source = sourceOf(from, insides, ids)
      return source === undefined ? [] : [[name, source] as const]
    }),
  )

/** The block with the instance's values at the inputs that it declares: they replace those in it. */
function withValues({ values = {} }: Node, block: Block): Pick<Block, 'nodes' | 'edges'> {
  const own = new Map<string, Record<string, Json>>()
  for (const [name, { to }] of Object.entries(block.interface.inputs)) {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    if (value === undefined) continue
    for (const { node, port } of to) own.set(node, { ...own.get(node), [port]: value })
  }
  if (own.size === 0) return block
  const nodes = block.nodes.map((node) => {
    const more = own.get(node.id)
    return more === undefined ? node : { ...node, values: { ...node.values, ...more } }
  })
  return { nodes, edges: block.edges }
}

/** A muted block has only muted nodes, a bypassed one none that is active. */
function withModes(instance: Node, node: Node): Node {
  const [outer, own] = [modeOf(instance), modeOf(node)]
  const mode = outer === 'muted' || own === 'muted' ? 'muted' : outer === 'bypassed' ? 'bypassed' : own
  return { ...node, ...(mode !== own && { mode }), ...(isAllOrNothing(instance) && { allOrNothing: true }) }
}

/** A node outside of all blocks may have an id that looks like a path: then its file is ambiguous. */
function duplicates({ nodes: top }: Workflow, flat: readonly Node[]): readonly Problem[] {
  const indexOf = new Map(top.map(({ id }, index) => [id, index]))
  const seen = new Set<string>()
  const problems: Problem[] = []
  for (const { id } of flat) {
    const index = indexOf.get(id)
    if (seen.has(id) && index !== undefined) {
      const message = `${JSON.stringify(id)} is also the path of a node in a block: give one of them another id`
      problems.push({ code: 'duplicate-id', message, path: ['nodes', index, 'id'], node: id })
    }
    seen.add(id)
  }
  return problems
}
