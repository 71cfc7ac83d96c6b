import { FORMAT, VERSION, type Edge, type Node, type Workflow } from '#shared/document/workflow.ts'

const words = 'a lighthouse on basalt cliffs at dusk, long exposure, sea fog, warm lamp, film grain, 35 mm, calm'.split(' ')

/** The same text for the same index, about `length` characters. */
function prompt(index: number, length: number): string {
  let text = ''
  for (let step = index; text.length < length; step += 7) text += `${words[step % words.length]} `
  return text.trimEnd()
}

/**
 * A workflow as people build them, made large: rows of text to image, mask, inpainting and save, three edges to two
 * nodes. The same count gives the same workflow. 10,000 nodes make a file of about 6.6 MB with 15,000 edges.
 */
export function syntheticWorkflow(count: number): Workflow {
  const nodes: Node[] = []
  const edges: Edge[] = []
  for (let index = 0; index < count; index += 1) {
    const remote = index % 2 === 0
    nodes.push({
      id: `node-${index}`,
      type: remote ? 'endpoint/synthetic/model' : 'local/mask-from-shape',
      position: { x: (index % 100) * 340.5, y: Math.floor(index / 100) * 420.25 },
      values: remote
        ? { prompt: prompt(index, 240), seed: (index * 7919) % 2 ** 31, num_images: 1, image_size: 'square_hd', strength: 0.8 }
        : { shape: 'ellipse', x: 0.25, y: 0.125, width: 0.5, height: 0.75, invert: false },
      ...(index % 10 === 0 && { title: `Step ${index}`, seedMode: 'increment' as const }),
      ...(index % 50 === 0 && { mode: 'muted' as const, size: { width: 320, height: 240 } }),
    })
    if (index > 0) edges.push(edge(edges.length, index - 1, 'image', index, 'image'))
    if (index > 2 && index % 2 === 0) edges.push(edge(edges.length, index - 3, 'mask', index, 'mask_image'))
  }
  return { format: FORMAT, version: VERSION, name: `Synthetic, ${count} nodes`, nodes, edges }
}

function edge(index: number, from: number, output: string, to: number, input: string): Edge {
  return {
    id: `edge-${index}`,
    from: { node: `node-${from}`, port: output },
    to: { node: `node-${to}`, port: input },
  }
}
