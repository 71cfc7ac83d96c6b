import { emptyWorkflow } from '../document/defaults.ts'
import type { Edge, Node, Workflow } from '../document/workflow.ts'
import { isForbiddenName, SeedMode } from '../document/workflow.ts'
import { nameOfType } from '../nodes/nameType.ts'
import type { Registry } from '../nodes/registry.ts'
import type { Json } from '../ports/value.ts'
import { arrange } from './arrange.ts'
import type { ComfyCable, ComfyNode, ComfyWorkflow } from './comfyWorkflow.ts'
import { findMapping, inputOf, outputOf } from './findMapping.ts'
import type { Mapping, Through } from './mappings.ts'
import { SEED_MODE } from './nameWidgets.ts'
import type { ImportedNode } from './report.ts'
import { reportOf } from './report.ts'

export interface ComfyImport {
  readonly workflow: Workflow
  /** The report of the conversion, line by line. */
  readonly report: readonly string[]
}

/** Types of cards that only preserve what they were imported with. */
const FOREIGN = 'comfyui/'
const LONGEST_TYPE = 300

/**
 * Converts a ComfyUI workflow: nodes with an equivalent are replaced by it, all others become cards that preserve their
 * values and cables. Nothing is evaluated or fetched.
 */
export function importComfy(comfy: ComfyWorkflow, registry: Registry, name: string): ComfyImport {
  const ids = renamed(comfy.nodes)
  const nodes: Node[] = []
  const imported: ImportedNode[] = []
  const mapped = new Map<string, Mapping | null>()
  const cablesOf = byNode(comfy.cables)
  for (const node of comfy.nodes) {
    const cables = cablesOf.get(node.id) ?? []
    const mapping = findMapping(node, cables, registry)
    mapped.set(node.id, mapping)
    const connected = new Set(cables.flatMap(({ to, input }) => (to === node.id ? [input] : [])))
    nodes.push({
      id: ids.get(node.id) ?? node.id,
      type: mapping?.type ?? `${FOREIGN}${node.type}`.slice(0, LONGEST_TYPE),
      position: node.position ?? { x: 0, y: 0 },
      ...appearanceOf(node, mapping),
      values: mapping === null ? foreignValues(node) : mappedValues(node, mapping, connected),
    })
    imported.push({
      type: node.type,
      called: node.title ?? node.type,
      became: mapping === null ? null : nameOfType(mapping.type, registry),
      note: mapping?.note?.(node.values) ?? null,
    })
  }
  const edges: Edge[] = []
  const sources = new Map(comfy.nodes.map((node) => [node.id, node]))
  const work: Work = { sources, ids, mapped, nodes, edges, between: new Map() }
  for (const cable of comfy.cables) addCable(cable, work)
  return {
    workflow: {
      ...emptyWorkflow(name),
      // The prompt format has no positions at all.
      nodes: comfy.nodes.some(({ position }) => position !== null) ? nodes : [...arrange(nodes, edges)],
      edges,
      ...(comfy.groups.length > 0 && { groups: groupsOf(comfy) }),
    },
    report: reportOf(imported, comfy.lost),
  }
}

/** Ids that our files allow; almost all are. */
function renamed(nodes: readonly ComfyNode[]): ReadonlyMap<string, string> {
  const sound = (id: string): boolean => id !== '' && id.length <= 200 && !isForbiddenName(id)
  const taken = new Set(nodes.map(({ id }) => id))
  return new Map(
    nodes.map(({ id }, at) => {
      let fresh = sound(id) ? id : `node-${at + 1}`
      while (fresh !== id && taken.has(fresh)) fresh += '-'
      taken.add(fresh)
      return [id, fresh]
    }),
  )
}

function byNode(cables: readonly ComfyCable[]): ReadonlyMap<string, readonly ComfyCable[]> {
  const found = new Map<string, ComfyCable[]>()
  for (const cable of cables)
    for (const id of new Set([cable.from, cable.to])) {
      const own = found.get(id) ?? []
      own.push(cable)
      found.set(id, own)
    }
  return found
}

function appearanceOf(node: ComfyNode, mapping: Mapping | null): Partial<Node> {
  const seedMode = SeedMode.safeParse(node.values[SEED_MODE])
  return {
    ...(node.title !== null && node.title !== node.type
      ? { title: node.title }
      : mapping === null && { title: node.type }),
    ...(node.mode !== 'active' && { mode: node.mode }),
    ...(node.collapsed && { collapsed: true }),
    // Only for notes: the size of any other card follows from its contents.
    ...(mapping?.type === 'local/note' && node.size !== null && { size: node.size }),
    ...(seedMode.success && { seedMode: seedMode.data }),
  }
}

const LONGEST_PORT = 300
/** Whether a port may have this name here. */
const isName = (name: string): boolean => name !== '' && !isForbiddenName(name)
const foreignValues = ({ values }: ComfyNode): Record<string, Json> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name.slice(0, LONGEST_PORT), value]))

function mappedValues({ values }: ComfyNode, mapping: Mapping, connected: ReadonlySet<string>) {
  const taken: Record<string, Json> = { ...mapping.values?.(values) }
  for (const [theirs, ours] of Object.entries(mapping.inputs)) {
    const value = values[theirs]
    if (value !== undefined && !connected.has(theirs)) taken[ours] = value
  }
  return taken
}

interface Work {
  readonly sources: ReadonlyMap<string, ComfyNode>
  readonly ids: ReadonlyMap<string, string>
  readonly mapped: ReadonlyMap<string, Mapping | null>
  readonly nodes: Node[]
  readonly edges: Edge[]
  /** Inserted nodes between one of our outputs and one of theirs, by both. */
  readonly between: Map<string, string>
}

function addCable({ from, slot, to, input }: ComfyCable, work: Work): void {
  const { sources, ids, mapped, edges } = work
  const [source, target] = [mapped.get(from) ?? null, mapped.get(to) ?? null]
  const out = source === null ? undefined : outputOf(source, slot)
  const start = ids.get(from) ?? from
  const begin =
    typeof out === 'object'
      ? through(out, start, work)
      : { node: start, port: out ?? foreignOutput(sources.get(from), slot) }
  const port =
    (target === null ? undefined : inputOf(target, input)) ??
    (isName(input) ? input.slice(0, LONGEST_PORT) : 'input')
  const end = { node: ids.get(to) ?? to, port }
  edges.push({ id: `edge-${edges.length + 1}`, from: begin, to: end })
}

/** The output of an inserted node, which is created on first use. */
function through(out: Through, start: string, { nodes, edges, between, ids }: Work): Edge['from'] {
  const cached = between.get(`${start} ${out.output}`)
  if (cached !== undefined) return { node: cached, port: out.output }
  const taken = new Set([...ids.values(), ...between.values()])
  let id = `${start}-${out.output}`.slice(-180)
  while (taken.has(id)) id += '-'
  between.set(`${start} ${out.output}`, id)
  const { x, y } = nodes.find((node) => node.id === start)?.position ?? { x: 0, y: 0 }
  nodes.push({ id, type: out.type, position: { x: x + 40, y: y + 340 }, values: { ...out.values } })
  edges.push({
    id: `edge-${edges.length + 1}`,
    from: { node: start, port: out.from },
    to: { node: id, port: out.input },
  })
  return { node: id, port: out.output }
}

/** Outputs with the same name get their index as a suffix. */
function foreignOutput(node: ComfyNode | undefined, slot: number | string): string {
  if (typeof slot === 'string') return isName(slot) ? slot.slice(0, LONGEST_PORT) : 'output'
  const outputs = node?.outputs ?? []
  const name = outputs[slot]?.name.slice(0, 200) ?? ''
  if (!isName(name)) return `output ${slot + 1}`
  return outputs.filter((output) => output.name === name).length > 1 ? `${name} ${slot + 1}` : name
}

const groupsOf = ({ groups }: ComfyWorkflow): Workflow['groups'] =>
  groups.map(({ title, color, x, y, width, height }, at) => ({
    id: `group-${at + 1}`,
    title,
    ...(color !== null && { color }),
    position: { x, y },
    size: { width, height },
  }))
