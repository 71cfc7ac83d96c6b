import type { Node as FlowNodeOf, NodeHandle } from '@xyflow/react'
import { Position } from '@xyflow/react'
import { registry } from '#nodes/registry.ts'
import type { Group, Node, Workflow } from '#shared/document/workflow.ts'
import type { Step } from '#shared/run/reduceRun.ts'
import { previewFor } from './comparison.ts'
import { previewHeight } from './previewSize.ts'
import type { CardJob } from '../../state/jobs/cardJobs.ts'
import type { Result } from '../../state/results/results.ts'
import { moreKey } from '../../state/canvas/canvasStore.ts'
import { askHeight } from './askBand.ts'
import { decidingError, failureLines } from '../../state/steps/failure.ts'
import { inputsOf, nodesOf, outputsOf } from '../../state/connections.ts'
import type { Point } from '../../base/geometry.ts'
import { typeOf } from '../../state/nodeType.ts'
import type { CardLayout } from './cardLayout.ts'
import { cardLayout, cardWidth } from './cardLayout.ts'
import { jobBandHeight } from './jobBand.ts'
import { CARD, NOTE, PORT, REROUTE } from './metrics.ts'
import { textLines } from './textLines.ts'

export type CardNode = FlowNodeOf<{ readonly layout: CardLayout }, 'card' | 'reroute'>
export type FrameNode = FlowNodeOf<Record<string, never>, 'note' | 'frame'>
export type FlowNode = CardNode | FrameNode

/** All that the canvas shows of a workflow. */
export interface Scene {
  readonly tab: string
  readonly workflow: Workflow
  readonly selected: ReadonlySet<string>
  readonly steps: Readonly<Record<string, Step>>
  readonly results: Readonly<Record<string, Result>>
  /** Of those, the ones that are only looked at. */
  readonly looks?: Readonly<Record<string, Result>>
  /** By node: what is said of its jobs. */
  readonly jobs?: Readonly<Record<string, readonly CardJob[]>>
  readonly more: ReadonlySet<string>
  readonly drag: ReadonlyMap<string, Point> | null
}

interface Kept {
  readonly traits: readonly unknown[]
  readonly facts: string
  readonly node: Node
  readonly layout: CardLayout
  readonly flow: CardNode
}

/** Frames lie below cables and cards; what is selected lies above other cards. */
const BELOW = -10
const above = (selected: boolean): number => (selected ? 1 : 0)

/**
 * Builds the nodes for React Flow, and remembers them: a node that is drawn as before comes back as the same object, and
 * the same list where all do, so that an edit of one card costs one card.
 */
export function createFlowNodes(): (scene: Scene) => readonly FlowNode[] {
  let cards = new Map<string, Kept>()
  let others = new Map<string, { readonly of: Node | Group; readonly flow: FrameNode }>()
  let list: readonly FlowNode[] = []

  const card = (scene: Scene, node: Node): Kept => {
    const known = cards.get(node.id)
    const traits = traitsOf(scene, node)
    const isKnown = known !== undefined && traits.every((trait, index) => trait === known.traits[index])
    const facts = isKnown ? known.facts : factsKey(scene, node)
    const at = scene.drag?.get(node.id) ?? node.position
    const selected = scene.selected.has(node.id)
    if (known !== undefined && known.node === node && known.facts === facts) {
      if (isSame(known.flow, at, selected)) return isKnown ? known : { ...known, traits }
      const zIndex = above(selected)
      return { ...known, traits, flow: { ...known.flow, ...placedAt(at), selected, zIndex } }
    }
    const layout = layoutOf(scene, node)
    if (known !== undefined && isEqual(known.layout, layout) && isSame(known.flow, at, selected))
      return { ...known, traits, node, facts }
    const same = known !== undefined && isEqual(known.layout, layout) ? known.flow : null
    return { traits, node, facts, layout, flow: cardNode(node, layout, at, selected, same) }
  }

  const frame = (scene: Scene, of: Node | Group, type: 'note' | 'frame'): FrameNode => {
    const known = others.get(of.id)
    const at = scene.drag?.get(of.id) ?? of.position
    const selected = scene.selected.has(of.id)
    if (known?.of === of && isSame(known.flow, at, selected)) return known.flow
    const width = of.size?.width ?? NOTE.width
    const height = of.size?.height ?? NOTE.height
    return {
      id: of.id,
      type,
      ...placedAt(at),
      data: known?.flow.data ?? {},
      selected,
      draggable: of.pinned !== true,
      width,
      height,
      measured: { width, height },
      handles: [],
      zIndex: type === 'frame' ? BELOW : above(selected),
    }
  }

  return (scene) => {
    const nextCards = new Map<string, Kept>()
    const nextOthers = new Map<string, { readonly of: Node | Group; readonly flow: FrameNode }>()
    const next: FlowNode[] = []
    const nodes = nodesOf(scene.workflow)
    for (const group of scene.workflow.groups ?? []) {
      if (nodes.has(group.id) || nextOthers.has(group.id)) continue
      const flow = frame(scene, group, 'frame')
      nextOthers.set(group.id, { of: group, flow })
      next.push(flow)
    }
    for (const node of nodes.values()) {
      if (registry.get(node.type)?.inert === true) {
        const flow = frame(scene, node, 'note')
        nextOthers.set(node.id, { of: node, flow })
        next.push(flow)
      } else {
        const kept = card(scene, node)
        nextCards.set(node.id, kept)
        next.push(kept.flow)
      }
    }
    cards = nextCards
    others = nextOthers
    if (next.length !== list.length || next.some((flow, index) => flow !== list[index])) list = next
    return list
  }
}

const isSame = (flow: FlowNode, at: Point, selected: boolean): boolean =>
  flow.position.x === at.x && flow.position.y === at.y && flow.selected === selected

/**
 * A node's place, as React Flow knows it and as the page has it: from the left and the top instead of React Flow's
 * transform, because a thousand transforms are a thousand things for the browser to put together in every frame.
 */
const placedAt = ({ x, y }: Point) => ({
  position: { x, y },
  style: { transform: 'none', left: x, top: y },
})

/** What the facts are made of: while it is the very same, they need not be looked at. */
const traitsOf = (
  { tab, workflow, steps, results, looks = {}, jobs = {}, more }: Scene,
  node: Node,
): readonly unknown[] => [
  node,
  inputsOf(workflow, node.id),
  outputsOf(workflow, node.id),
  own(steps, node.id),
  own(results, node.id),
  own(looks, node.id),
  own(jobs, node.id),
  more.size > 0 && more.has(moreKey(tab, node.id)),
]

/** All that a layout depends on beside the node itself, as one text. */
function factsKey(scene: Scene, node: Node): string {
  const inputs = [...inputsOf(scene.workflow, node.id).keys()].join(' ')
  const outputs = [...outputsOf(scene.workflow, node.id).keys()].join(' ')
  const more = scene.more.has(moreKey(scene.tab, node.id)) ? '+' : ''
  return `${inputs}|${outputs}|${more}|${previewOfNode(scene, node)}|${bannerOf(scene, node)}|${jobsOf(scene, node)}|${footOf(scene, node)}`
}

function layoutOf(scene: Scene, node: Node): CardLayout {
  if (node.type === 'local/reroute') return rerouteLayout
  return cardLayout(typeOf(scene.workflow, node), node, {
    inputs: new Set(inputsOf(scene.workflow, node.id).keys()),
    outputs: new Set(outputsOf(scene.workflow, node.id).keys()),
    more: scene.more.has(moreKey(scene.tab, node.id)),
    preview: previewOfNode(scene, node),
    banner: bannerOf(scene, node),
    jobs: jobsOf(scene, node),
    foot: footOf(scene, node),
  })
}

const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined

const heights = new WeakMap<Result, { readonly width: number; readonly height: number }>()

function previewOfNode({ results }: Scene, node: Node): number {
  const result = own(results, node.id)
  if (result === undefined) return 0
  const width = cardWidth(node)
  const known = heights.get(result)
  if (known?.width === width) return known.height
  const height = previewHeight(previewFor(registry.get(node.type), result.outputs, width), width)
  heights.set(result, { width, height })
  return height
}

function bannerOf({ steps }: Scene, node: Node): number {
  if (!registry.has(node.type)) return CARD.notice
  const step = own(steps, node.id)
  if (step?.phase === 'waiting') return askHeight(step, cardWidth(node))
  if (step?.phase !== 'failed') return 0
  const words = failureLines(step)
  const isList = step.items !== undefined && step.items.length > 0
  const width = cardWidth(node) - 2 * CARD.side
  // An item's words stand on one line.
  const lines = isList ? words.length : textLines(words[0] ?? '', width, 1, MOST_LINES)
  return lines * CARD.line + (decidingError(step).code === 'job.unknown' ? CARD.ways : CARD.code)
}

const jobsOf = ({ jobs = {} }: Scene, node: Node): number =>
  registry.has(node.type) ? jobBandHeight(own(jobs, node.id) ?? [], cardWidth(node)) : 0

/** Of an error's words: beyond, they are read by pointing at them. */
const MOST_LINES = 7

/** A foot where there is something to say there: what it took or cost, that it was known, or that it is only looked at. */
function footOf({ results, looks = {} }: Scene, node: Node): boolean {
  const result = own(results, node.id)
  if (result === undefined) return false
  return (
    result.reused || result.startedAt !== null || result.cost !== null || own(looks, node.id) !== undefined
  )
}

const rerouteLayout: CardLayout = {
  ...REROUTE,
  preview: null,
  banner: null,
  jobs: null,
  rows: [],
  more: null,
  foot: null,
  ports: [
    { name: 'value', side: 'input', y: REROUTE.height / 2 },
    { name: 'value', side: 'output', y: REROUTE.height / 2 },
  ],
}

/** Layouts are plain data of a few dozen numbers: comparing them as text is cheaper than drawing a card. */
const isEqual = (one: CardLayout, other: CardLayout): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other)

function cardNode(
  node: Node,
  layout: CardLayout,
  at: Point,
  selected: boolean,
  same: CardNode | null,
): CardNode {
  const { width, height } = layout
  return {
    id: node.id,
    type: node.type === 'local/reroute' ? 'reroute' : 'card',
    ...placedAt(at),
    data: same?.data ?? { layout },
    selected,
    zIndex: above(selected),
    draggable: node.pinned !== true,
    width,
    height,
    measured: { width, height },
    handles: same?.handles ?? layout.ports.map((port) => handleOf(port, width)),
  }
}

function handleOf({ name, side, y }: CardLayout['ports'][number], width: number): NodeHandle {
  const isInput = side === 'input'
  return {
    id: name,
    type: isInput ? 'target' : 'source',
    position: isInput ? Position.Left : Position.Right,
    x: (isInput ? 0 : width) - PORT / 2,
    y: y - PORT / 2,
    width: PORT,
    height: PORT,
  }
}
