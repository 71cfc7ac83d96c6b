import type { ApiName } from '#main/practice/apiName.ts'
import { fileOf, turbo } from '../cli/workflows.ts'
import type { Cable, FileNode } from '../cli/workflows.ts'

/** What one node of a workflow may submit: its endpoint and prompt distinguish the ledger's entries. */
export interface Approved {
  readonly node: string
  readonly modelId: string
  readonly prompt: string
  /** How many items the node has, each of which may be submitted once. */
  readonly items: number
}

/** A workflow that the suite runs. */
export interface WorkflowCase {
  readonly name: string
  /** The engine of all its remote nodes. */
  readonly engine: ApiName
  readonly file: string
  readonly approved: readonly Approved[]
}

const seedless = { image_size: 'square', num_inference_steps: 1 }

/** Prompts are unique per node, so that each submit in the ledger belongs to one. */
const generate = (id: string, more: object = {}): FileNode => ({
  id,
  type: turbo(),
  values: { ...seedless, prompt: `${id} a pond in the forest`, seed: 8, ...more },
})

const redraw = (id: string): FileNode => ({
  id,
  type: turbo('/image-to-image'),
  values: { prompt: `${id} the same at night`, seed: 5, num_inference_steps: 1 },
})

const mask: FileNode = {
  id: 'mask',
  type: 'local/shape-mask',
  values: { shape: 'rectangle', x: 0.25, y: 0.5, width: 0.5, height: 0.4, feather: 4 },
}

const repaint: FileNode = {
  id: 'repaint',
  type: turbo('/inpainting'),
  values: { prompt: 'repaint a rowing boat', seed: 13, num_inference_steps: 1 },
}

const save = (id: string): FileNode => ({ id, type: 'local/save-image', values: { name: `${id} {n}` } })

function workflow(
  name: string,
  nodes: readonly FileNode[],
  cables: readonly Cable[],
  { fanOut = 1, engine = 'runcomfy' }: { readonly fanOut?: number; readonly engine?: ApiName } = {},
): WorkflowCase {
  const approved = nodes.flatMap(({ id, type, values }): readonly Approved[] => {
    const prompt = values?.['prompt']
    if (typeof prompt !== 'string') return []
    return [
      { node: id, modelId: type.replace(`${engine}/`, ''), prompt, items: id === 'repaint' ? fanOut : 1 },
    ]
  })
  return { name, engine, file: fileOf(nodes, cables, { name }), approved }
}

const maskAndRepaint: readonly Cable[] = [
  'generate.images > mask.image',
  'generate.images > repaint.image_url',
  'mask.mask > repaint.mask_image_url',
  'repaint.image > save.images',
]

export const single = workflow(
  'single',
  [generate('generate'), save('save')],
  ['generate.images > save.images'],
)

/** The same on fal. */
const singleOnFal = workflow(
  'single on fal',
  [{ ...generate('generate', { output_format: 'png' }), type: 'fal/fal-ai/flux/dev' }, save('save')],
  ['generate.images > save.images'],
  { engine: 'fal' },
)

/** The smallest workflow of each engine. */
export const singles: { readonly [engine in ApiName]: WorkflowCase } = {
  runcomfy: single,
  fal: singleOnFal,
}

export const inpaint = workflow(
  'inpaint',
  [generate('generate'), mask, repaint, save('save')],
  maskAndRepaint,
)

export const variations = workflow(
  'variations',
  [generate('generate', { num_images: 4 }), mask, repaint, save('save')],
  maskAndRepaint,
  { fanOut: 4 },
)

export const chain = workflow(
  'chain',
  [generate('generate'), redraw('second'), redraw('third'), save('save')],
  ['generate.image > second.image_url', 'second.image > third.image_url', 'third.image > save.images'],
)

export const branches = workflow(
  'branches',
  [generate('left'), generate('right'), redraw('far'), save('first'), save('last')],
  ['left.images > first.images', 'right.image > far.image_url', 'far.image > last.images'],
)

export const workflows: readonly WorkflowCase[] = [inpaint, variations, chain, branches]
