import { definePart } from '../../base/editor.ts'
import type { Editor } from '../../base/editor.ts'
import { activeTab } from '../../state/tabs.ts'
import { canvasStore, setCanvas } from '../../state/canvas/canvasStore.ts'
import { allRects, reactFlow, rectOf, rectsInView } from '../../graph/reactFlow.ts'
import type { Point, Rect } from '../../base/geometry.ts'
import { around } from '../../base/geometry.ts'
import { groupsInside, membersOf } from '../../graph/model/groups.ts'
import { levelWith } from '../../graph/model/guides.ts'
import { drop, insertionOf } from '../../graph/acts/placeNode.ts'

/** How close edges must be to snap, in pixels of the window. */
const SNAP_DISTANCE = 6

/** The cards and groups inside a group, which move with it, by their offset from it. */
type Riders = ReadonlyMap<string, readonly { readonly id: string; readonly by: Point }[]>

interface Dragging {
  readonly riders: Riders
  /** The nodes that stay, as far as they are in view. */
  readonly others: readonly Rect[]
}

const NO_DRAG: Dragging = { riders: new Map(), others: [] }

const NO_POSITIONS: ReadonlyMap<string, Point> = new Map()

const currentDrag = definePart(() => ({
  dragging: NO_DRAG,
  /** Where the pointer has moved what is dragged, before snapping. */
  pointerPositions: NO_POSITIONS,
  /** Whether snapping is off, as it is while Alt is held. */
  free: false,
}))

export function startDrag(editor: Editor, ids: readonly string[]): void {
  const riders = ridersOf(editor, new Set(ids))
  const moving = new Set([...ids, ...[...riders.values()].flatMap((some) => some.map(({ id }) => id))])
  editor.get(currentDrag).dragging = {
    riders,
    others: rectsInView(editor).filter(({ id }) => !moving.has(id)),
  }
}

export function dragFreely(editor: Editor, wanted: boolean): void {
  editor.get(currentDrag).free = wanted
}

/** Moves what is dragged to the pointer, snapped to what it is close to. */
export function dragTo(editor: Editor, positions: ReadonlyMap<string, Point>): void {
  if (activeTab(editor)?.readOnly !== false) return
  const current = editor.get(currentDrag)
  const pointerPositions = new Map([...current.pointerPositions, ...positions])
  current.pointerPositions = pointerPositions
  const { by, guides } = levelOf(editor, pointerPositions)
  const drag = new Map<string, Point>()
  for (const [id, { x, y }] of pointerPositions) {
    drag.set(id, { x: x + by.x, y: y + by.y })
    for (const rider of current.dragging.riders.get(id) ?? [])
      drag.set(rider.id, { x: x + by.x + rider.by.x, y: y + by.y + rider.by.y })
  }
  setCanvas(editor, { drag, guides, over: insertionUnder(editor, drag)?.insertion.edge.id ?? null })
}

export function endDrag(editor: Editor): void {
  const { drag } = editor.get(canvasStore).getState()
  Object.assign(editor.get(currentDrag), { dragging: NO_DRAG, pointerPositions: NO_POSITIONS, free: false })
  if (drag === null) return
  drop(editor, drag, insertionUnder(editor, drag))
  setCanvas(editor, { drag: null, over: null, guides: [] })
}

function levelOf(editor: Editor, moved: ReadonlyMap<string, Point>) {
  const rects = [...moved].map(([id, at]) => ({ ...(rectOf(editor, id) ?? { width: 0, height: 0 }), ...at }))
  const whole = around(rects)
  const { dragging, free } = editor.get(currentDrag)
  const isOff = free || editor.get(canvasStore).getState().snap || whole === null
  return levelWith(
    whole ?? NO_RECT,
    isOff ? [] : dragging.others,
    SNAP_DISTANCE / (reactFlow(editor)?.getZoom() ?? 1),
  )
}

const NO_RECT: Rect = { x: 0, y: 0, width: 0, height: 0 }

function ridersOf(editor: Editor, own: ReadonlySet<string>): Riders {
  const workflow = activeTab(editor)?.workflow
  const groups = workflow?.groups?.filter(({ id }) => own.has(id)) ?? []
  if (workflow === undefined || groups.length === 0) return NO_DRAG.riders
  const pinned = new Set(workflow.nodes.filter((node) => node.pinned === true).map(({ id }) => id))
  const cards = allRects(editor).map((rect) => [rect.id, rect] as const)
  return new Map(
    groups.map((group) => {
      const inner = groupsInside(group, workflow.groups ?? []).map(({ id }) => id)
      const members = [...membersOf(group, cards), ...inner].filter((id) => !own.has(id) && !pinned.has(id))
      const { position } = group
      return [
        group.id,
        members.map((id) => {
          const rect = rectOf(editor, id) ?? position
          return { id, by: { x: rect.x - position.x, y: rect.y - position.y } }
        }),
      ]
    }),
  )
}

function insertionUnder(editor: Editor, drag: ReadonlyMap<string, Point>) {
  const workflow = activeTab(editor)?.workflow
  const [only] = drag
  if (workflow === undefined || only === undefined || drag.size !== 1) return null
  const [node, at] = only
  const rect = rectOf(editor, node)
  const insertion = rect === null ? null : insertionOf(editor, workflow, node, { ...rect, ...at })
  return insertion === null ? null : { node, insertion }
}
