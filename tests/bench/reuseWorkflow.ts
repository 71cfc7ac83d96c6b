import { readFileSync } from 'node:fs'

import crop from '#nodes/local/crop.ts'
import growMask from '#nodes/local/growMask.ts'
import joinText from '#nodes/local/joinText.ts'
import resize from '#nodes/local/resize.ts'
import shapeMask from '#nodes/local/shapeMask.ts'
import text from '#nodes/local/text.ts'
import type { Edge, Node, Workflow } from '#shared/document/workflow.ts'
import { FORMAT, VERSION } from '#shared/document/workflow.ts'
import { Endpoint } from '#shared/catalogue/endpoint.ts'
import { endpointNode } from '#shared/endpoint/endpointNode.ts'
import { endpointType } from '#shared/endpoint/endpointType.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import { createRegistry } from '#shared/nodes/registry.ts'
import type { Json } from '#shared/ports/value.ts'

const readEndpoint = (name: string): Endpoint => {
  const url = new URL(`../../nodes/endpoints/runcomfy/${name}.json`, import.meta.url)
  return Endpoint.parse(JSON.parse(readFileSync(url, 'utf8')))
}

const generate = readEndpoint('z-image-turbo')
const inpaint = readEndpoint('z-image-turbo-inpainting')

/** The product's own node types, as many as the workflow needs. */
export const registry: Registry = createRegistry([
  text,
  joinText,
  resize,
  shapeMask,
  growMask,
  crop,
  endpointNode(generate),
  endpointNode(inpaint),
])

/** How many nodes one group has. */
const GROUP = 8

/**
 * A workflow of `count` nodes in groups of eight, two of them remote: a prompt is assembled, a picture made of it and
 * scaled down, a mask drawn and grown, the picture inpainted and cropped. All groups make different results.
 */
export function reuseWorkflow(count: number): Workflow {
  const nodes: Node[] = []
  const edges: Edge[] = []
  for (let group = 0; group < count / GROUP; group++) {
    const id = (name: string): string => `${name}-${group}`
    const add = (name: string, type: string, values: Readonly<Record<string, Json>>): void => {
      nodes.push({ id: id(name), type, position: { x: 0, y: 0 }, values })
    }
    const connect = (from: string, output: string, to: string, input: string): void => {
      const edge = { from: { node: id(from), port: output }, to: { node: id(to), port: input } }
      edges.push({ id: `edge-${edges.length}`, ...edge })
    }
    add('text', text.type, { text: `a lighthouse on cliff ${group}` })
    add('join', joinText.type, { second: 'at dusk, long exposure, sea fog, film grain' })
    add('generate', endpointType(generate), { seed: group })
    add('resize', resize.type, { width: 48, height: 48 })
    add('mask', shapeMask.type, { shape: 'ellipse' })
    add('grow', growMask.type, { amount: 4 })
    add('inpaint', endpointType(inpaint), { seed: group })
    add('crop', crop.type, { width: 32, height: 32 })
    connect('text', 'text', 'join', 'first')
    connect('join', 'text', 'generate', 'prompt')
    connect('generate', 'image', 'resize', 'image')
    connect('resize', 'image', 'mask', 'image')
    connect('mask', 'mask', 'grow', 'mask')
    connect('join', 'text', 'inpaint', 'prompt')
    connect('resize', 'image', 'inpaint', 'image_url')
    connect('grow', 'mask', 'inpaint', 'mask_image_url')
    connect('inpaint', 'image', 'crop', 'image')
  }
  return { format: FORMAT, version: VERSION, name: `Reuse, ${count} nodes`, nodes, edges }
}
