import { createFlowNodes } from '#app/graph/layout/flowNodes.ts'
import type { CardNode } from '#app/graph/layout/flowNodes.ts'
import type { Result } from '#app/state/results/results.ts'
import { registry } from '#nodes/registry.ts'
import type { Edge, Node, Workflow } from '#shared/document/workflow.ts'
import { FORMAT, VERSION } from '#shared/document/workflow.ts'
import type { Media } from '#shared/ports/value.ts'
import { isMedia } from '#shared/ports/value.ts'

/** What everyone shows: a workflow, what its nodes made, and where our card would put everything. */
export interface BenchGraph {
  readonly workflow: Workflow
  /** By node: every other remote one has made a picture. */
  readonly results: Readonly<Record<string, Result>>
  /** In the order of the workflow's nodes, with ports, size and place. */
  readonly cards: readonly CardNode[]
}

/** Four nodes that take six cables: three endpoints and a local node, each with its ports that take pictures. */
const parts = [
  { type: 'runcomfy/tongyi-mai/z-image/turbo', takes: [] },
  { type: 'runcomfy/tongyi-mai/z-image/turbo/inpainting', takes: ['image_url', 'mask_image_url'] },
  { type: 'runcomfy/tongyi-mai/z-image/turbo/image-to-image', takes: ['image_url'] },
  { type: 'local/composite', takes: ['base', 'over', 'mask'] },
] as const

const prompt =
  'A lighthouse on basalt cliffs at dusk, long exposure, sea fog, a warm lamp behind the glass, film grain.'

const GAP = { across: 60, down: 40 }
/** Pictures that the benchmark's server has. */
const PICTURES = 16

/** `count` nodes with 1.5 cables each, in columns as dense as people build them; the same for the same count. */
export function createBenchGraph(count: number): BenchGraph {
  const nodes: Node[] = Array.from({ length: count }, (_, index) => ({
    id: idOf(index),
    type: partOf(index).type,
    position: { x: 0, y: 0 },
    ...(index % 4 < 3 && { values: { prompt: `${prompt.slice(index % 40)} ${prompt.slice(0, 60)}` } }),
  }))
  const edges: Edge[] = nodes.flatMap((_, index) =>
    partOf(index).takes.map((port, place) => ({
      id: `edge-${index}-${place}`,
      from: { node: idOf(sourceOf(index, place)), port: 'image' },
      to: { node: idOf(index), port },
    })),
  )
  const results = Object.fromEntries(
    nodes.flatMap(({ id }, index): [string, Result][] => (index % 4 < 2 ? [[id, resultOf(index)]] : [])),
  )
  const loose: Workflow = { format: FORMAT, version: VERSION, name: `Benchmark, ${count}`, nodes, edges }
  const workflow = { ...loose, nodes: placeInColumns(nodes, cardsOf(loose, results)) }
  return { workflow, results, cards: cardsOf(workflow, results) }
}

const idOf = (index: number): string => `node-${index}`

const partOf = (index: number): (typeof parts)[number] => parts[index % 4] ?? parts[0]

/** Most cables come from near by, some from across the graph. */
const sourceOf = (index: number, place: number): number =>
  Math.max(0, index % 16 === place ? Math.floor(index / 3) : index - 1 - place)

const resultOf = (index: number): Result => ({
  phase: 'done',
  startedAt: 0,
  finishedAt: 2400,
  outputs: { image: pictureOf(index) },
  reused: false,
  cost: 0.0125,
})

/** One of the pictures that the benchmark's server has. */
export const pictureOf = (index: number): Media => ({
  media: 'image',
  sha256: (index % PICTURES).toString(16).padStart(64, '0'),
  mime: 'image/webp',
  bytes: 40_000,
  width: 512,
  height: 384,
})

function cardsOf(workflow: Workflow, results: BenchGraph['results']): readonly CardNode[] {
  const nodes = createFlowNodes()({
    tab: '',
    workflow,
    registry,
    selected: new Set(),
    steps: {},
    results,
    more: new Set(),
    drag: null,
  })
  return nodes.filter((node): node is CardNode => node.type === 'card')
}

/** From the top to the bottom, then the next column to the right: about as wide as high. */
function placeInColumns(nodes: readonly Node[], cards: readonly CardNode[]): Node[] {
  const total = cards.reduce(
    (sum, { width = 0, height = 0 }) => sum + (width + GAP.across) * (height + GAP.down),
    0,
  )
  const tallest = Math.sqrt(total)
  let x = 0
  let y = 0
  return nodes.map((node, index) => {
    const { width = 0, height = 0 } = cards[index] ?? {}
    if (y > 0 && y + height > tallest) {
      x += width + GAP.across
      y = 0
    }
    const position = { x, y }
    y += height + GAP.down
    return { ...node, position }
  })
}

/** Where the picture is that a node has made; null where it has made none. */
export function pictureUrl({ results }: Pick<BenchGraph, 'results'>, node: string): string | null {
  const made = results[node]?.outputs['image']
  return isMedia(made) ? `/media/${made.sha256}?thumb=512` : null
}

/** The types of the benchmark's nodes, which all are known. */
export const typeOfNode = ({ type }: Node) => {
  const known = registry.get(type)
  if (known === undefined) throw new Error(`there is no ${type}`)
  return known
}
