import { connect } from '#shared/document/edits/edges.ts'
import { addNodes } from '#shared/document/edits/nodes.ts'
import type { Edit } from '#shared/document/edits/edit.ts'
import type { Node, Workflow } from '#shared/document/workflow.ts'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import { fittingPortOfType } from '#shared/nodes/fittingTypes.ts'
import type { Editor } from '../../base/editor.ts'
import { activeTab, edit, select } from '../../state/tabs.ts'
import type { NodeSearch } from '../../state/view.ts'
import { setCanvas } from '../../state/canvas/canvasStore.ts'
import { cardLayout } from '../layout/cardLayout.ts'
import { noteSize } from '../layout/flowNodes.ts'
import { CARD, REROUTE } from '../layout/metrics.ts'
import { localType, registryOf } from '../../state/catalogue/catalogue.ts'
import { rememberType } from '../../state/catalogue/recentTypes.ts'
import type { CableFrom } from '../model/cablesFrom.ts'
import { cablesFrom } from '../model/cablesFrom.ts'
import { otherSide, portType, reachable } from '../model/fit.ts'
import type { PortRef } from '../../state/canvas/looseEnd.ts'
import type { Point, Rect } from '../../base/geometry.ts'
import { freePosition } from '../model/freePosition.ts'
import { cableCrosses } from '../../base/geometry.ts'
import type { Insertion } from '../model/insertion.ts'
import { insertInto, insertionInto } from '../model/insertion.ts'
import { typeOf } from '../../state/nodeType.ts'
import { outputsOf, inputsOf } from '../../state/connections.ts'
import { allRects, middleOfView, reactFlow, rectOf } from '../reactFlow.ts'
import { makeRoom } from '../model/makeRoom.ts'
import { moveTo } from '../model/moveTo.ts'
import { refitGroups } from '../model/refit.ts'
import type { NodeRect } from '../model/align.ts'
import { roomToCome } from '../layout/roomToCome.ts'
import { expectedRects } from './camera.ts'
import { endsOf } from './connect.ts'
import { newId, nodeId } from '../../base/ids.ts'
import { revealWhenShown } from './revealWhenShown.ts'

/** Between a node and the one that is added after it, in pixels. */
const GAP = 80

/** A new node. Its seed is another one in each run, so that a second run makes something new. */
export function makeNode(type: NodeType, at: Point): Node {
  const position = { x: Math.round(at.x), y: Math.round(at.y) }
  const hasSeed = Object.values(type.inputs).some(({ control }) => control.kind === 'seed')
  return {
    id: nodeId(type.type),
    type: type.type,
    position,
    ...(hasSeed && { seedMode: 'randomize' as const }),
  }
}

const noFacts = {
  inputs: new Set<string>(),
  outputs: new Set<string>(),
  more: false,
  preview: 0,
  banner: 0,
  jobs: 0,
  foot: false,
}

/** The size that a card of this type will have. */
export function sizeOf(type: NodeType, node: Node): { readonly width: number; readonly height: number } {
  if (type.inert) return noteSize(node)
  if (type.type === 'local/reroute') return REROUTE
  return cardLayout(type, node, noFacts)
}

export const portOfLoose = ({ node, port, end }: NonNullable<NodeSearch['loose']>): PortRef => ({
  node,
  port,
  side: end === 'source' ? 'output' : 'input',
})

/** Adds a node to the canvas, connected to the loose end or inserted into the cable if there is one, as one undo step. */
export function placeFoundNode(editor: Editor, type: NodeType, { at, loose, into }: NodeSearch): void {
  const workflow = activeTab(editor)?.workflow
  if (workflow === undefined) return
  rememberType(editor, type.type)
  const edge = into === undefined ? undefined : workflow.edges.find(({ id }) => id === into)
  const insertion =
    edge === undefined ? null : insertionInto(workflow, edge, type, registryOf(editor, workflow))
  if (insertion !== null)
    return placeInCable(editor, type, { x: at.x - CARD.width / 2, y: at.y - CARD.title / 2 }, insertion)
  if (loose === null) {
    if (placeAfterSelected(editor, type)) return
    return placeFree(editor, type, { x: at.x - CARD.width / 2, y: at.y - CARD.title / 2 })
  }
  const from = portOfLoose(loose)
  const side = otherSide(from.side)
  const port = fittingPortOfType(type, portType(workflow, from, registryOf(editor, workflow)), side)
  const draft = makeNode(type, at)
  const y = port === null ? 0 : portHeight(type, draft, port, side)
  const { width } = sizeOf(type, draft)
  const wanted = { x: side === 'input' ? at.x : at.x - width, y: at.y - y }
  const node = makeNode(type, freePosition({ ...wanted, ...expectedSize(type, draft) }, allRects(editor)))
  const link: Edit =
    port === null ? (same) => same : connect({ id: newId(), ...endsOf(from, { node: node.id, port, side }) })
  const others =
    side === 'output'
      ? []
      : cablesFrom(workflow, from.node, type, registryOf(editor, workflow)).filter(
          ({ input, output }) => input !== port && output !== from.port,
        )
  const linkOthers = connectFrom(from.node, node.id, others)
  edit(editor, (before) => linkOthers(link(addNodes([node])(before))))
  arrive(editor, node.id)
}

const connectFrom =
  (source: string, node: string, cables: readonly CableFrom[]): Edit =>
  (before) =>
    cables.reduce((after, { output, input }) => {
      const ends = { from: { node: source, port: output }, to: { node, port: input } }
      return connect({ id: newId(), ...ends })(after)
    }, before)

/** The only selected node, which a new one is connected to. */
function sourceOf(editor: Editor): string | null {
  const [one, ...others] = activeTab(editor)?.selected ?? []
  return one === undefined || others.length > 0 ? null : one
}

function portHeight(type: NodeType, node: Node, port: string, side: 'input' | 'output'): number {
  if (type.type === 'local/reroute') return REROUTE.height / 2
  const { ports } = cardLayout(type, node, noFacts)
  return ports.find((anchor) => anchor.name === port && anchor.side === side)?.y ?? 0
}

/** Adds a node where it was dropped, inserted into the cable below it. */
export function dropNode(editor: Editor, type: NodeType, at: Point): void {
  const workflow = activeTab(editor)?.workflow
  if (workflow === undefined) return
  rememberType(editor, type.type)
  const node = makeNode(type, at)
  const into = insertionAt(editor, workflow, type, { ...node.position, ...sizeOf(type, node) })
  if (into !== null) return placeInCable(editor, type, at, into)
  edit(editor, addNodes([node]))
  arrive(editor, node.id, type.inert)
}

/** Adds a node to a cable. Its neighbours make room for it, in the same undo step. */
function placeInCable(editor: Editor, type: NodeType, at: Point, into: Insertion): void {
  const node = makeNode(type, at)
  const room = roomFor(editor, { id: node.id, ...node.position, ...expectedSize(type, node) }, into)
  edit(editor, (before) => room(insertInto(into, node, newId)(addNodes([node])(before))))
  arrive(editor, node.id, type.inert)
}

/** The size that a card will have after its run. */
function expectedSize(type: NodeType, node: Node): { readonly width: number; readonly height: number } {
  const { width, height } = sizeOf(type, node)
  if (type.inert || type.type === 'local/reroute') return { width, height }
  return { width, height: height + roomToCome(type, cardLayout(type, node, noFacts)) }
}

/** Moves the neighbours of a card that comes into a cable, with the frames of their groups. */
function roomFor(editor: Editor, inserted: NodeRect, { edge }: Insertion): Edit {
  const workflow = activeTab(editor)?.workflow
  // A reroute is a point of the cable.
  if (workflow === undefined || inserted.height <= REROUTE.height) return (same) => same
  const others = expectedRects(
    editor,
    allRects(editor).flatMap(({ id }) => (id === inserted.id ? [] : [id])),
  )
  const cards = [...others, inserted]
  const pinned = new Set(workflow.nodes.filter((node) => node.pinned === true).map(({ id }) => id))
  const downstream = reachable(workflow, edge.to.node, 'output')
  const positions = makeRoom(cards, { id: inserted.id, source: edge.from.node, downstream }, pinned)
  const refit = refitGroups(cards, positions)
  const move = moveTo(positions)
  return (before) => move(refit(before))
}

/** Adds a node at the free position next to this one. Cables that it covers stay as they are. */
function placeFree(
  editor: Editor,
  type: NodeType,
  at: Point,
  linkTo: (node: string) => Edit = () => (same) => same,
): void {
  const size = expectedSize(type, makeNode(type, at))
  const node = makeNode(type, freePosition({ ...at, ...size }, allRects(editor)))
  edit(editor, (before) => linkTo(node.id)(addNodes([node])(before)))
  arrive(editor, node.id, type.inert)
}

/** Adds a node after the only selected one and connects it, if they fit. Returns whether they do. */
function placeAfterSelected(editor: Editor, type: NodeType): boolean {
  const workflow = activeTab(editor)?.workflow
  const source = sourceOf(editor)
  const rect = source === null ? null : rectOf(editor, source)
  if (workflow === undefined || source === null || rect === null) return false
  const cables = cablesFrom(workflow, source, type, registryOf(editor, workflow))
  if (cables.length === 0) return false
  const at = { x: rect.x + rect.width + GAP, y: rect.y }
  placeFree(editor, type, at, (node) => connectFrom(source, node, cables))
  return true
}

/** Adds a node after the selected one, else in the middle of the view, or beside what is there. */
export function placeInView(editor: Editor, type: NodeType): void {
  rememberType(editor, type.type)
  if (placeAfterSelected(editor, type)) return
  const middle = middleOfView(editor)
  const { width, height } = sizeOf(type, makeNode(type, middle))
  placeFree(editor, type, { x: middle.x - width / 2, y: middle.y - height / 2 })
}

/** A point that a cable passes through. */
export function placeReroute(editor: Editor, edgeId: string, at: Point): void {
  const workflow = activeTab(editor)?.workflow
  const type = localType('local/reroute')
  const edge = workflow?.edges.find(({ id }) => id === edgeId)
  if (workflow === undefined || edge === undefined) return
  const node = makeNode(type, { x: at.x - REROUTE.width / 2, y: at.y - REROUTE.height / 2 })
  const into: Insertion = { edge, input: 'value', output: 'value' }
  edit(editor, (before) => insertInto(into, node, newId)(addNodes([node])(before)))
  arrive(editor, node.id)
}

/** A new note opens for editing. */
function arrive(editor: Editor, id: string, writes = false): void {
  select(editor, new Set([id]))
  setCanvas(editor, { focused: id, edges: new Set(), ...(writes && { naming: id }) })
  revealWhenShown(editor, [id])
}

/** The cable that a node of this type would be inserted into at this position. */
export function insertionAt(
  editor: Editor,
  workflow: Workflow,
  type: NodeType,
  rect: Rect,
): Insertion | null {
  const body = { x: rect.x + 8, y: rect.y + 4, width: rect.width - 16, height: Math.max(8, rect.height - 8) }
  for (const edge of workflow.edges) {
    const ends = cableEnds(editor, edge)
    if (ends === null || !cableCrosses(ends.from, ends.to, body)) continue
    const into = insertionInto(workflow, edge, type, registryOf(editor, workflow))
    if (into !== null) return into
  }
  return null
}

/** Where a cable begins and ends on the canvas. */
export function cableEnds(
  editor: Editor,
  { from, to }: Workflow['edges'][number],
): { readonly from: Point; readonly to: Point } | null {
  const start = portPosition(editor, from.node, from.port, 'source')
  const end = portPosition(editor, to.node, to.port, 'target')
  return start === null || end === null ? null : { from: start, to: end }
}

function portPosition(editor: Editor, id: string, port: string, type: 'source' | 'target'): Point | null {
  const node = reactFlow(editor)?.getNode(id)
  const handle = node?.handles?.find((other) => other.id === port && other.type === type)
  if (node === undefined || handle === undefined) return null
  const across = (handle.width ?? 0) / 2
  return { x: node.position.x + handle.x + across, y: node.position.y + handle.y + across }
}

/** The cable that a dragged node would be inserted into; only for a node without cables. */
export function insertionOf(editor: Editor, workflow: Workflow, id: string, rect: Rect): Insertion | null {
  const node = workflow.nodes.find((other) => other.id === id)
  if (node === undefined || inputsOf(workflow, id).size > 0 || outputsOf(workflow, id).size > 0) return null
  return insertionAt(editor, workflow, typeOf(workflow, node, registryOf(editor, workflow)), rect)
}

/** Ends a drag as one undo step, including the insertion into a cable, whose neighbours make room. */
export function drop(
  editor: Editor,
  moves: ReadonlyMap<string, Point>,
  into: { readonly node: string; readonly insertion: Insertion } | null,
): void {
  const move = moveTo(moves)
  const [rect] = into === null ? [] : expectedRects(editor, [into.node])
  if (into === null || rect === undefined) return edit(editor, move)
  const insert = insertInto(into.insertion, { id: into.node }, newId)
  const room = roomFor(editor, { ...rect, ...moves.get(into.node) }, into.insertion)
  edit(editor, (workflow) => room(insert(move(workflow))))
  revealWhenShown(editor, [into.node])
}
