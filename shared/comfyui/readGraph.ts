import { z } from 'zod'
import { JsonValue } from '../ports/jsonValue.ts'
import type { NodeMode } from '../document/workflow.ts'
import { isForbiddenName } from '../document/workflow.ts'
import type { Json } from '../ports/value.ts'
import type { ComfyCable, ComfyGroup, ComfyNode, ComfyWorkflow } from './comfyWorkflow.ts'
import { nameWidgets } from './nameWidgets.ts'
import type { ComfyPrompt } from './readPrompt.ts'
import { valuesOf } from './readPrompt.ts'
import { parseAs } from '../problems/parseAs.ts'

const Id = z.union([z.number(), z.string().min(1)]).transform(String)

/** Two numbers, as a list or, in older files, as an object with the keys 0 and 1. */
const Pair = z.union([
  z.tuple([z.number(), z.number()], z.unknown()).transform(([x, y]) => [x, y] as const),
  z.looseObject({ 0: z.number(), 1: z.number() }).transform((pair) => [pair[0], pair[1]] as const),
])

const slotType = z.unknown().transform((type) => (typeof type === 'string' ? type : ''))

const GraphNode = z.looseObject({
  id: Id,
  type: z.string().min(1),
  title: z.string().optional().catch(undefined),
  pos: Pair.nullable().catch(null).default(null),
  size: Pair.nullable().catch(null).default(null),
  mode: z.number().catch(0).default(0),
  flags: z.looseObject({ collapsed: z.boolean().optional() }).catch({}).default({}),
  inputs: z
    .array(
      z.looseObject({
        name: z.string().default(''),
        widget: z.looseObject({ name: z.string() }).optional().catch(undefined),
      }),
    )
    .catch([])
    .default([]),
  outputs: z
    .array(z.looseObject({ name: z.string().default(''), type: slotType }))
    .catch([])
    .default([]),
  widgets_values: z
    .union([z.array(JsonValue), z.record(z.string(), JsonValue)])
    .nullable()
    .catch(null)
    .default(null),
})
type GraphNode = z.infer<typeof GraphNode>

/** The ends of a link; a list in the files of most versions. */
const Link = z.union([
  z
    .tuple([z.unknown(), Id, z.int().nonnegative(), Id, z.int().nonnegative()], z.unknown())
    .transform(([, from, slot, to, input]) => ({ from, slot, to, input })),
  z
    .looseObject({
      origin_id: Id,
      origin_slot: z.int().nonnegative(),
      target_id: Id,
      target_slot: z.int().nonnegative(),
    })
    .transform((link) => ({
      from: link.origin_id,
      slot: link.origin_slot,
      to: link.target_id,
      input: link.target_slot,
    })),
])

const Group = z.looseObject({
  title: z.string().catch('').default(''),
  bounding: z.tuple([z.number(), z.number(), z.number(), z.number()], z.unknown()),
  color: z.string().nullable().catch(null).default(null),
})

/** ComfyUI's canvas format: nodes with positions, links between numbered slots, groups. */
export const ComfyGraph = z.looseObject({
  nodes: z.array(z.looseObject({ type: z.string(), id: z.union([z.number(), z.string()]) })).min(1),
  links: z.array(z.unknown()).catch([]).default([]),
  groups: z.array(z.unknown()).catch([]).default([]),
  definitions: z
    .looseObject({ subgraphs: z.array(z.looseObject({ id: z.string(), name: z.string() })).catch([]) })
    .optional()
    .catch(undefined),
})
export type ComfyGraph = z.infer<typeof ComfyGraph>

/** Parsed JSON as a canvas, or null. Ours is one too, and is recognized by `format`. */
export function readComfyGraph(json: unknown): ComfyGraph | null {
  const read = parseAs(ComfyGraph, json)
  return read.success && !('format' in read.data) ? read.data : null
}

const modes: Readonly<Record<number, NodeMode>> = { 2: 'muted', 4: 'bypassed' }

/** `prompt`, if the same picture has one, has the names of the values that the canvas lists. */
export function fromGraph(graph: ComfyGraph, prompt: ComfyPrompt | null): ComfyWorkflow {
  const lost: string[] = []
  const nodes = new Map<string, GraphNode>()
  for (const one of graph.nodes) {
    const read = parseAs(GraphNode, one)
    if (!read.success) lost.push(`A node of the type ${one.type} could not be read.`)
    else if (nodes.has(read.data.id)) lost.push(`A second node with the id ${read.data.id} was left out.`)
    else nodes.set(read.data.id, read.data)
  }
  const subgraphs = new Map(graph.definitions?.subgraphs.map(({ id, name }) => [id, name]))
  const cables: ComfyCable[] = []
  for (const one of graph.links) {
    // Deleted links leave gaps.
    if (one === null) continue
    const read = parseAs(Link, one)
    const link = read.success ? read.data : null
    if (link === null || !nodes.has(link.from) || !nodes.has(link.to))
      lost.push('A cable that leads nowhere was left out.')
    else
      cables.push({
        from: link.from,
        slot: link.slot,
        to: link.to,
        input: inputName(nodes.get(link.to), link.input),
      })
  }
  return {
    nodes: [...nodes.values()].map((node) => toNode(node, prompt, subgraphs.get(node.type))),
    cables,
    groups: graph.groups.flatMap(toGroup),
    lost,
  }
}

function inputName(node: GraphNode | undefined, slot: number): string {
  const name = node?.inputs[slot]?.name ?? ''
  return name === '' || isForbiddenName(name) ? `input ${slot + 1}` : name
}

function toNode(node: GraphNode, prompt: ComfyPrompt | null, subgraph: string | undefined): ComfyNode {
  const { id, type, title, pos, size, mode, flags, outputs } = node
  const same = prompt !== null && Object.hasOwn(prompt, id) ? prompt[id] : undefined
  const named =
    same?.class_type === type
      ? valuesOf(same.inputs, (one) => prompt !== null && Object.hasOwn(prompt, one))
      : {}
  return {
    id,
    type,
    title: title ?? subgraph ?? null,
    position: pos === null ? null : { x: pos[0], y: pos[1] },
    size: size === null ? null : { width: size[0], height: size[1] },
    mode: modes[mode] ?? 'active',
    collapsed: flags.collapsed === true,
    values: valuesOfWidgets(node, named),
    outputs,
  }
}

function valuesOfWidgets(
  { type, widgets_values: widgets, inputs }: GraphNode,
  named: Readonly<Record<string, Json>>,
): ComfyNode['values'] {
  if (widgets === null) return named
  const values = Array.isArray(widgets)
    ? nameWidgets(
        type,
        widgets,
        inputs.flatMap(({ widget }) => widget?.name ?? []),
        Object.keys(named),
      )
    : widgets
  return Object.fromEntries(Object.entries(values).filter(([name]) => name !== '' && !isForbiddenName(name)))
}

function toGroup(one: unknown): readonly ComfyGroup[] {
  const read = parseAs(Group, one)
  if (!read.success) return []
  const { title, color, bounding } = read.data
  const [x, y, width, height] = bounding
  return [{ title, color, x, y, width, height }]
}
