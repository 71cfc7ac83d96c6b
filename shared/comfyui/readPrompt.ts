import { z } from 'zod'
import { JsonValue } from '../ports/jsonValue.ts'
import { isForbiddenName } from '../document/workflow.ts'
import type { Json } from '../ports/value.ts'
import { isList } from '../ports/value.ts'
import type { ComfyCable, ComfyNode, ComfyWorkflow } from './comfyWorkflow.ts'
import { comfyOutputs } from './comfyOutputs.ts'
import { parseAs } from '../problems/parseAs.ts'

/** ComfyUI's prompt format: nodes by id, a cable as the id and output of its source. */
export const ComfyPrompt = z.record(
  z.string(),
  z.looseObject({
    class_type: z.string().min(1),
    inputs: z.record(z.string(), JsonValue),
    _meta: z.looseObject({ title: z.string().optional() }).optional(),
  }),
)
export type ComfyPrompt = z.infer<typeof ComfyPrompt>

/** Parsed JSON as a prompt, or null. */
export function readComfyPrompt(json: unknown): ComfyPrompt | null {
  const read = parseAs(ComfyPrompt, json)
  return read.success && Object.keys(read.data).length > 0 ? read.data : null
}

export function isLink(value: Json): value is readonly [string, number | string] {
  if (!isList(value) || value.length !== 2) return false
  const [node, slot] = value
  return typeof node === 'string' && (typeof slot === 'number' || typeof slot === 'string')
}

/** The values among a node's inputs, without its cables. */
export function valuesOf(inputs: ComfyPrompt[string]['inputs'], isNode: (id: string) => boolean) {
  const values: Record<string, Json> = {}
  for (const [name, value] of Object.entries(inputs))
    if (name !== '' && !isForbiddenName(name) && !(isLink(value) && isNode(value[0])))
      values[name] = unwrap(value)
  return values
}

/** A list that would look like a cable is wrapped. */
const unwrap = (value: Json): Json =>
  typeof value === 'object' && value !== null && '__value__' in value ? (value['__value__'] ?? null) : value

export function fromPrompt(prompt: ComfyPrompt): ComfyWorkflow {
  const nodes: ComfyNode[] = []
  const cables: ComfyCable[] = []
  const isNode = (id: string): boolean => Object.hasOwn(prompt, id)
  for (const [id, { class_type: type, inputs, _meta }] of Object.entries(prompt)) {
    nodes.push({
      id,
      type,
      title: _meta?.title ?? null,
      position: null,
      size: null,
      mode: 'active',
      collapsed: false,
      values: valuesOf(inputs, isNode),
      outputs: comfyOutputs(type),
    })
    for (const [input, value] of Object.entries(inputs))
      if (isLink(value) && isNode(value[0])) cables.push({ from: value[0], slot: value[1], to: id, input })
  }
  return { nodes, cables, groups: [], lost: [] }
}
