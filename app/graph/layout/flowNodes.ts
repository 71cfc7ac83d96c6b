import type { Node as FlowNodeOf, NodeHandle } from '@xyflow/react'
import { Position } from '@xyflow/react'
import type { Group, Node, Workflow } from '#shared/document/workflow.ts'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import type { Step } from '#shared/run/reduceRun.ts'
import { savedPaths } from '#shared/run/savedPaths.ts'
import { weakMemo } from '#shared/weakMemo.ts'
import { previewFor } from './comparison.ts'
import { previewHeight, spaceFor } from './previewSize.ts'
import type { CardJob } from '../../state/jobs/cardJobs.ts'
import type { Result } from '../../state/results/results.ts'
import { moreKey } from '../../state/canvas/canvasStore.ts'
import { promptHeight } from './promptBand.ts'
import { decidingError, failureLines, linesEach } from '../../state/steps/failure.ts'
import { inputsOf, nodesOf, outputsOf } from '../../state/connections.ts'
import type { Point } from '../../base/geometry.ts'
import { typeOf } from '../../state/nodeType.ts'
import type { CardLayout } from './cardLayout.ts'
import { cardLayout, cardWidth } from './cardLayout.ts'
import type { KnownPictures } from './expectedRatio.ts'
import { createExpectedRatios } from './expectedRatio.ts'
import { makesPictures } from './makesPictures.ts'
import type { OwnPicture } from './ownPicture.ts'
import { ownPictureOf, repeatsInput } from './ownPicture.ts'
import { jobBandHeight } from './jobBand.ts'
import { CARD, NOTE, PORT, REROUTE } from './metrics.ts'
import { textLines } from './textLines.ts'

export type CardNode = FlowNodeOf<{ readonly layout: CardLayout }, 'card' | 'reroute'>
export type FrameNode = FlowNodeOf<Record<string, never>, 'note' | 'frame'>
export type FlowNode = CardNode | FrameNode

/** Everything that the canvas shows of a workflow. */
export interface CanvasState {
  readonly tab: string
  readonly workflow: Workflow
  readonly registry: Registry
  readonly selected: ReadonlySet<string>
  readonly steps: Readonly<Record<string, Step>>
  readonly results: Readonly<Record<string, Result>>
  /** Width by height of pictures of the library, by SHA-256. */
  readonly ratios?: Readonly<Record<string, number>>
  /** Those of them that are previewed only. */
  readonly viewed?: Readonly<Record<string, Result>>
  /** By node: what is shown of its jobs. */
  readonly jobs?: Readonly<Record<string, readonly CardJob[]>>
  readonly more: ReadonlySet<string>
  readonly drag: ReadonlyMap<string, Point> | null
}

interface CardEntry {
  readonly traits: readonly unknown[]
  readonly facts: string
  readonly node: Node
  readonly type: NodeType | undefined
  readonly layout: CardLayout
  readonly element: CardNode
}

/** Frames lie below cables and cards; the selection lies above other cards. */
const BELOW = -10
const above = (selected: boolean): number => (selected ? 1 : 0)

/**
 * Builds the nodes for React Flow and caches them: an unchanged node is the same object, and the list is the same if
 * all nodes are, so that an edit of one card costs one card.
 */
export function createFlowNodes(): (canvas: CanvasState) => readonly FlowNode[] {
  let cards = new Map<string, CardEntry>()
  let others = new Map<string, { readonly of: Node | Group; readonly element: FrameNode }>()
  let list: readonly FlowNode[] = []
  const space = createSpace()

  const card = (canvas: CanvasState, node: Node): CardEntry => {
    const cached = cards.get(node.id)
    const reserved = space(canvas, node)
    const traits = [...traitsOf(canvas, node), reserved]
    const isCached = cached !== undefined && traits.every((trait, index) => trait === cached.traits[index])
    const facts = isCached ? cached.facts : factsKey(canvas, node, reserved)
    const type = canvas.registry.get(node.type)
    const at = canvas.drag?.get(node.id) ?? node.position
    const selected = canvas.selected.has(node.id)
    if (cached !== undefined && cached.node === node && cached.type === type && cached.facts === facts) {
      if (isSame(cached.element, at, selected)) return isCached ? cached : { ...cached, traits }
      const zIndex = above(selected)
      return { ...cached, traits, element: { ...cached.element, ...positionProps(at), selected, zIndex } }
    }
    const layout = layoutOf(canvas, node, reserved)
    if (cached !== undefined && isEqual(cached.layout, layout) && isSame(cached.element, at, selected))
      return { ...cached, traits, node, type, facts }
    const same = cached !== undefined && isEqual(cached.layout, layout) ? cached.element : null
    return { traits, node, type, facts, layout, element: cardNode(node, layout, at, selected, same) }
  }

  const frame = (canvas: CanvasState, of: Node | Group, type: 'note' | 'frame'): FrameNode => {
    const cached = others.get(of.id)
    const at = canvas.drag?.get(of.id) ?? of.position
    const selected = canvas.selected.has(of.id)
    if (cached?.of === of && isSame(cached.element, at, selected)) return cached.element
    const width = of.size?.width ?? NOTE.width
    const height = of.size?.height ?? NOTE.height
    return {
      id: of.id,
      type,
      ...positionProps(at),
      data: cached?.element.data ?? {},
      selected,
      draggable: of.pinned !== true,
      width,
      height,
      measured: { width, height },
      handles: [],
      zIndex: type === 'frame' ? BELOW : above(selected),
    }
  }

  return (canvas) => {
    const nextCards = new Map<string, CardEntry>()
    const nextOthers = new Map<string, { readonly of: Node | Group; readonly element: FrameNode }>()
    const next: FlowNode[] = []
    const nodes = nodesOf(canvas.workflow)
    for (const group of canvas.workflow.groups ?? []) {
      if (nodes.has(group.id) || nextOthers.has(group.id)) continue
      const element = frame(canvas, group, 'frame')
      nextOthers.set(group.id, { of: group, element })
      next.push(element)
    }
    for (const node of nodes.values()) {
      if (canvas.registry.get(node.type)?.inert === true) {
        const element = frame(canvas, node, 'note')
        nextOthers.set(node.id, { of: node, element })
        next.push(element)
      } else {
        const entry = card(canvas, node)
        nextCards.set(node.id, entry)
        next.push(entry.element)
      }
    }
    cards = nextCards
    others = nextOthers
    if (next.length !== list.length || next.some((element, index) => element !== list[index])) list = next
    return list
  }
}

const isSame = (element: FlowNode, at: Point, selected: boolean): boolean =>
  element.position.x === at.x && element.position.y === at.y && element.selected === selected

/**
 * The position of a node with `left` and `top` in place of React Flow's transform, because a thousand transforms are a
 * thousand things for the browser to composite in every frame.
 */
const positionProps = ({ x, y }: Point) => ({
  position: { x, y },
  style: { transform: 'none', left: x, top: y },
})

/** The inputs of the facts: while they are identical, the facts need not be computed. */
const traitsOf = (
  { tab, workflow, registry, steps, results, viewed = {}, jobs = {}, more }: CanvasState,
  node: Node,
): readonly unknown[] => [
  node,
  registry,
  inputsOf(workflow, node.id),
  outputsOf(workflow, node.id),
  own(steps, node.id),
  own(results, node.id),
  own(viewed, node.id),
  own(jobs, node.id),
  more.size > 0 && more.has(moreKey(tab, node.id)),
]

/** Everything that a layout depends on besides the node itself, as one string. */
function factsKey(canvas: CanvasState, node: Node, reserved: number): string {
  const inputs = [...inputsOf(canvas.workflow, node.id).keys()].join(' ')
  const outputs = [...outputsOf(canvas.workflow, node.id).keys()].join(' ')
  const more = canvas.more.has(moreKey(canvas.tab, node.id)) ? '+' : ''
  return `${inputs}|${outputs}|${more}|${previewOfNode(canvas, node, reserved)}|${bannerOf(canvas, node)}|${jobsOf(canvas, node)}|${footOf(canvas, node)}`
}

function layoutOf(canvas: CanvasState, node: Node, reserved: number): CardLayout {
  if (node.type === 'local/reroute') return rerouteLayout
  return cardLayout(typeOf(canvas.workflow, node, canvas.registry), node, {
    inputs: new Set(inputsOf(canvas.workflow, node.id).keys()),
    outputs: new Set(outputsOf(canvas.workflow, node.id).keys()),
    more: canvas.more.has(moreKey(canvas.tab, node.id)),
    preview: previewOfNode(canvas, node, reserved),
    picture: ownPicture(canvas, node)?.input ?? null,
    banner: bannerOf(canvas, node),
    jobs: jobsOf(canvas, node),
    foot: footOf(canvas, node),
  })
}

const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined

/** The picture that a node itself has and only passes on: its card shows it before the node has run, too. */
const ownPicture = ({ registry, workflow }: CanvasState, node: Node): OwnPicture | null =>
  ownPictureOf(registry.get(node.type), node, inputsOf(workflow, node.id))

function previewOfNode(canvas: CanvasState, node: Node, reserved: number): number {
  const { registry, results } = canvas
  const result = own(results, node.id)
  if (result === undefined || ownPicture(canvas, node) !== null) return reserved
  const type = registry.get(node.type)
  if (type !== undefined && repeatsInput(type, node, inputsOf(canvas.workflow, node.id), result.outputs))
    return reserved
  return heightOfPreview(result)(type, cardWidth(node, type))
}

/** Returns the space for the picture that a node will make, in pixels; 0 if it makes none. */
function createSpace(): (canvas: CanvasState, node: Node) => number {
  let known: KnownPictures | null = null
  let ratioOf: ReturnType<typeof createExpectedRatios> = () => 1
  return ({ workflow, registry, results, ratios = NO_RATIOS }, node) => {
    const type = registry.get(node.type)
    if (type === undefined || node.collapsed === true || !makesPictures(type)) return 0
    if (
      known?.workflow !== workflow ||
      known.registry !== registry ||
      known.results !== results ||
      known.ratios !== ratios
    ) {
      known = { workflow, registry, results, ratios }
      ratioOf = createExpectedRatios(known)
    }
    return spaceFor(ratioOf(node), cardWidth(node, type))
  }
}

const NO_RATIOS: KnownPictures['ratios'] = {}

/** The height of a result's preview. A card keeps its type and mostly its width, so the last result is cached. */
const heightOfPreview = weakMemo((result: Result) => {
  let last: { readonly type: NodeType | undefined; readonly width: number; readonly height: number } = {
    type: undefined,
    width: NaN,
    height: 0,
  }
  return (type: NodeType | undefined, width: number): number => {
    if (last.type !== type || last.width !== width)
      last = { type, width, height: previewHeight(previewFor(type, result, width), width) }
    return last.height
  }
})

function bannerOf({ registry, steps }: CanvasState, node: Node): number {
  if (!registry.has(node.type)) return CARD.notice
  const step = own(steps, node.id)
  if (step?.phase === 'waiting') return promptHeight(step, cardWidth(node, registry.get(node.type)))
  if (step?.phase !== 'failed') return 0
  const failure = failureLines(step)
  const width = cardWidth(node, registry.get(node.type)) - 2 * CARD.side
  const each = linesEach(failure)
  const lines = failure.reduce((sum, text) => sum + textLines(text, width, 1, each), 0)
  return lines * CARD.line + (decidingError(step).code === 'job.unknown' ? CARD.ways : CARD.code)
}

const jobsOf = ({ registry, jobs = {} }: CanvasState, node: Node): number =>
  registry.has(node.type)
    ? jobBandHeight(own(jobs, node.id) ?? [], cardWidth(node, registry.get(node.type)))
    : 0

/**
 * A card has a foot if there is something to show: duration or cost, that the result was cached, that it is a preview,
 * or the files that the node has saved.
 */
function footOf({ registry, results, viewed = {} }: CanvasState, node: Node): boolean {
  const result = own(results, node.id)
  if (result === undefined) return false
  return (
    result.reused ||
    result.startedAt !== null ||
    result.cost !== null ||
    own(viewed, node.id) !== undefined ||
    (registry.get(node.type)?.effect === true && savedPaths(result.outputs).length > 0)
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

/** Layouts are plain data of a few dozen numbers: comparing them as JSON is cheaper than rendering a card. */
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
    ...positionProps(at),
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
