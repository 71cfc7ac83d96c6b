import type { ApiName } from '#main/practice/apiName.ts'
import { fileOf } from '../cli/workflows.ts'
import type { Cable, FileNode } from '../cli/workflows.ts'
import type { EngineNode, EngineUnderTest } from './engineUnderTest.ts'
import { engines } from './engineUnderTest.ts'

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
  /** The engines of its remote nodes, in the order in which they are first used. */
  readonly engines: readonly ApiName[]
  readonly file: string
  readonly approved: readonly Approved[]
}

/** Prompts are unique per node, so that each submit in the ledger belongs to one. */
const remote = (id: string, { type, values }: EngineNode, more: object): FileNode => ({
  id,
  type,
  values: { ...values, ...more },
})

const generate = (id: string, { nodes }: EngineUnderTest, more: object = {}): FileNode =>
  remote(id, nodes.generate, { prompt: `${id} a pond in the forest`, seed: 8, ...more })

const redraw = (id: string, { nodes }: EngineUnderTest): FileNode =>
  remote(id, nodes.redraw, { prompt: `${id} the same at night`, seed: 5 })

const repaint = ({ nodes }: EngineUnderTest): FileNode =>
  remote('repaint', nodes.repaint, { prompt: 'repaint a rowing boat', seed: 13 })

const mask: FileNode = {
  id: 'mask',
  type: 'local/shape-mask',
  values: { shape: 'rectangle', x: 0.25, y: 0.5, width: 0.5, height: 0.4, feather: 4 },
}

const save = (id: string): FileNode => ({ id, type: 'local/save-image', values: { name: `${id} {n}` } })

function workflow(
  name: string,
  nodes: readonly FileNode[],
  cables: readonly Cable[],
  fanOut = 1,
): WorkflowCase {
  const approved = nodes.flatMap(({ id, type, values }): readonly Approved[] => {
    const prompt = values?.['prompt']
    if (typeof prompt !== 'string') return []
    const modelId = type.slice(type.indexOf('/') + 1)
    return [{ node: id, modelId, prompt, items: id === 'repaint' ? fanOut : 1 }]
  })
  const used = engines.filter(({ id }) => nodes.some(({ type }) => type.startsWith(`${id}/`)))
  return { name, engines: used.map(({ id }) => id), file: fileOf(nodes, cables, { name }), approved }
}

const maskAndRepaint = ({ nodes }: EngineUnderTest): readonly Cable[] => [
  'generate.images > mask.image',
  'generate.images > repaint.image_url',
  `mask.mask > repaint.${nodes.repaint.mask}`,
  'repaint.image > save.images',
]

/** The workflows of one engine, or of two: the second one's nodes take the pictures of the first one's. */
export interface Workflows {
  readonly single: WorkflowCase
  readonly inpaint: WorkflowCase
  readonly variations: WorkflowCase
  readonly chain: WorkflowCase
  readonly branches: WorkflowCase
}

function workflowsOf(one: EngineUnderTest, other: EngineUnderTest = one): Workflows {
  const on = one === other ? one.id : `${one.id} and ${other.id}`
  return {
    single: workflow(
      `single on ${one.id}`,
      [generate('generate', one), save('save')],
      ['generate.images > save.images'],
    ),
    inpaint: workflow(
      `inpaint on ${on}`,
      [generate('generate', one), mask, repaint(other), save('save')],
      maskAndRepaint(other),
    ),
    variations: workflow(
      `variations on ${on}`,
      [generate('generate', one, { num_images: 4 }), mask, repaint(other), save('save')],
      maskAndRepaint(other),
      4,
    ),
    chain: workflow(
      `chain on ${on}`,
      [generate('generate', one), redraw('second', other), redraw('third', one), save('save')],
      ['generate.image > second.image_url', 'second.image > third.image_url', 'third.image > save.images'],
    ),
    branches: workflow(
      `branches on ${on}`,
      [generate('left', one), generate('right', other), redraw('far', one), save('first'), save('last')],
      ['left.images > first.images', 'right.image > far.image_url', 'far.image > last.images'],
    ),
  }
}

const [first] = engines

/** The workflows of each engine alone. */
export const workflowsOn = Object.fromEntries(
  engines.map((engine) => [engine.id, workflowsOf(engine)]),
  // Every name has a row.
) as { readonly [id in ApiName]: Workflows }

/** By the first engine, workflows on two: its pictures are inputs of the next engine's nodes. */
export const pairsFrom = Object.fromEntries(
  engines.map((engine, place) => [engine.id, workflowsOf(engine, engines[place + 1] ?? first)]),
  // Every name has a row.
) as { readonly [id in ApiName]: Workflows }

/** For each engine that makes films: a film of a picture of another engine. */
export const films: readonly WorkflowCase[] = engines.flatMap((engine): readonly WorkflowCase[] => {
  const other = engines.find(({ id }) => id !== engine.id) ?? engine
  const { film } = engine.nodes
  if (film === null) return []
  const nodes = [
    generate('generate', other),
    remote('film', film, { prompt: 'film the water moves', seed: 3 }),
  ]
  return [workflow(`film on ${engine.id}`, nodes, ['generate.image > film.image_url'])]
})

/** Those of the first engine, for what does not depend on whose API it is. */
export const { single, inpaint, variations, chain, branches } = workflowsOf(first)
