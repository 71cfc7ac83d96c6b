import type { Edge, Node, Workflow } from '#shared/document/workflow.ts'
import { FORMAT, VERSION } from '#shared/document/workflow.ts'

const words =
  'a lighthouse on basalt cliffs at dusk, long exposure, sea fog, warm lamp, film grain, 35 mm, calm'

/** About `length` characters of prompt, the same for the same index. */
function prompt(index: number, length: number): string {
  const start = index % words.length
  return `${words.slice(start)} ${words} ${words}`.slice(0, length)
}

/**
 * A realistic workflow, made large: models that draw, each with a mask before it, chained by their pictures; three
 * edges per two nodes. The same count gives the same workflow. 10,000 nodes make a file of 6.6 MB.
 */
export function syntheticWorkflow(count: number): Workflow {
  const nodes: Node[] = Array.from({ length: count }, (_, index) => ({
    id: `node-${index}`,
    type: index % 2 === 0 ? 'local/mask-from-shape' : 'endpoint/synthetic/inpainting',
    position: { x: (index % 100) * 340.5, y: Math.floor(index / 100) * 420.25 },
    values: index % 2 === 0 ? maskValues : modelValues(index),
    ...(index % 10 === 0 && { title: `Step ${index}`, seedMode: 'increment' }),
    ...(index % 50 === 0 && { mode: 'muted', size: { width: 320, height: 240 } }),
  }))
  const edges: Edge[] = []
  const connect = (from: number, output: string, to: number, input: string): void => {
    edges.push({
      id: `edge-${edges.length}`,
      from: { node: `node-${from}`, port: output },
      to: { node: `node-${to}`, port: input },
    })
  }
  for (let model = 1; model < count; model += 2) {
    connect(model - 1, 'mask', model, 'mask_image')
    if (model > 2) connect(model - 2, 'image', model - 1, 'like')
    if (model > 2) connect(model - 2, 'image', model, 'image')
  }
  return { format: FORMAT, version: VERSION, name: `Synthetic, ${count} nodes`, nodes, edges }
}

const maskValues = { shape: 'ellipse', x: 0.25, y: 0.125, width: 0.5, height: 0.75 }

const modelValues = (index: number): Readonly<Record<string, string | number>> => ({
  prompt: prompt(index, 150),
  seed: (index * 7919) % 2 ** 31,
  num_images: 1,
  image_size: 'square_hd',
  strength: 0.8,
})
