import type { Node, Workflow } from '#shared/document/workflow.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import { sizeOf } from '../graph/acts/placeNode.ts'
import { typeOf } from '../state/nodeType.ts'

/**
 * A small picture of a workflow: cards as blocks, cables as lines, each in the colour of its kind. In pixels at 100 %.
 */
export interface Sketch {
  readonly box: Box
  readonly cards: readonly (Box & { readonly id: string; readonly kind: string | null })[]
  readonly cables: readonly { readonly id: string; readonly path: string; readonly kind: string }[]
}

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** More than this would only be a blur. */
const MAX_NODES = 400

/** Null if there is nothing to draw. */
export function sketchOf(workflow: Workflow, registry: Registry): Sketch | null {
  const cards = workflow.nodes.slice(0, MAX_NODES).map((node) => cardOf(workflow, node, registry))
  if (cards.length === 0) return null
  const byId = new Map(cards.map((card) => [card.id, card]))
  const cables = workflow.edges.slice(0, MAX_NODES).flatMap(({ id, from, to }) => {
    const [start, end] = [byId.get(from.node), byId.get(to.node)]
    if (start === undefined || end === undefined) return []
    const source = workflow.nodes.find((node) => node.id === from.node)
    const port = source === undefined ? undefined : typeOf(workflow, source, registry).outputs[from.port]
    return [{ id, kind: port?.type.kind ?? 'any', path: curve(start, end) }]
  })
  return { box: around(cards), cards, cables }
}

function cardOf(workflow: Workflow, node: Node, registry: Registry): Sketch['cards'][number] {
  const type = typeOf(workflow, node, registry)
  const { width, height } = { ...sizeOf(type, node), ...node.size }
  const [output] = Object.values(type.outputs)
  const { x, y } = node.position
  return { id: node.id, x, y, width, height, kind: output?.type.kind ?? null }
}

function around(cards: readonly Box[]): Box {
  const left = Math.min(...cards.map(({ x }) => x))
  const top = Math.min(...cards.map(({ y }) => y))
  const right = Math.max(...cards.map(({ x, width }) => x + width))
  const bottom = Math.max(...cards.map(({ y, height }) => y + height))
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** From the middle of a right edge to that of a left one. */
function curve(from: Box, to: Box): string {
  const [x, y] = [from.x + from.width, from.y + from.height / 2]
  const [endX, endY] = [to.x, to.y + to.height / 2]
  const bend = Math.max(40, Math.abs(endX - x) / 2)
  return `M${x} ${y}C${x + bend} ${y} ${endX - bend} ${endY} ${endX} ${endY}`
}
