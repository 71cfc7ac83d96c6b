import { definePart } from '../../base/editor.ts'
import type { Editor } from '../../base/editor.ts'
import { acceptsText } from '../../base/keys/acceptsText.ts'
import type { Rect } from '../../base/geometry.ts'
import { around, contains } from '../../base/geometry.ts'
import { glide } from '../../base/theme.ts'
import { canvasStore } from '../../state/canvas/canvasStore.ts'
import { registryOf } from '../../state/catalogue/catalogue.ts'
import { activeTab } from '../../state/tabs.ts'
import { expectedRect } from '../layout/roomToCome.ts'
import type { NodeRect } from '../model/align.ts'
import type { View } from '../model/viewport.ts'
import { fitInto, isSameView, onPane, panInto, withMargin, zoomToFit } from '../model/viewport.ts'
import { paneArea, reactFlow, rectsOf } from '../reactFlow.ts'

/** The view as it was last framed, with what was framed; null for everything. */
interface Framed {
  readonly view: View
  readonly ids: readonly string[] | null
}

interface Camera {
  framed: Framed | null
  /** The view before a panel was opened, and the one that made room for the panel. */
  lent: { readonly before: View; readonly after: View } | null
}

const camera = definePart((): Camera => ({ framed: null, lent: null }))

/** How long the view moves, in milliseconds. */
const GLIDE_MS = 160

/** A single card that is brought into view is not made smaller than this: then it can still be read. */
const READABLE = 0.5

/** Called when a canvas shows its first view. `ids` as in `Framed`; undefined if the view was not framed. */
export function startCamera(editor: Editor, framed: Framed | null): void {
  Object.assign(editor.get(camera), { framed, lent: null })
}

function look(editor: Editor, view: View): void {
  void reactFlow(editor)?.setViewport(view, { duration: glide(GLIDE_MS) })
}

/** The rectangles of nodes and groups, each as high as it will be after a run; all of them without `ids`. */
export function expectedRects(editor: Editor, ids?: Iterable<string>): readonly NodeRect[] {
  const current = reactFlow(editor)
  const workflow = activeTab(editor)?.workflow
  if (current === null || workflow === undefined) return []
  const nodes =
    ids === undefined ? current.getNodes() : Array.from(ids).flatMap((id) => current.getNode(id) ?? [])
  return nodes.map((node) => expectedRect(node, workflow, registryOf(editor, workflow)))
}

/** Frames these nodes, or everything: whole, beside open panels, with room for pictures to come. */
export function fit(editor: Editor, ids?: Iterable<string>, maxZoom = 1): void {
  const framed = ids === undefined ? null : [...ids]
  const box = around(expectedRects(editor, framed ?? undefined))
  if (box === null) return
  const view = fitInto(box, withMargin(paneArea()), maxZoom)
  editor.get(camera).framed = { view, ids: framed }
  look(editor, view)
}

/** Moves the view as little as possible so that these nodes are in it, whole. It is zoomed only if they do not fit. */
export function reveal(editor: Editor, ids: readonly string[]): void {
  revealRects(editor, rectsOf(editor, ids))
}

/** Like `reveal`, with room for pictures to come. */
export const revealNew = (editor: Editor, ids: readonly string[]): void =>
  revealRects(editor, expectedRects(editor, ids))

function revealRects(editor: Editor, rects: readonly Rect[]): void {
  const current = reactFlow(editor)
  const box = around(rects)
  if (current === null || box === null) return
  const area = paneArea()
  const view = current.getViewport()
  if (contains(area, onPane(view, box))) return
  const inner = withMargin(area)
  const least = rects.length > 1 ? 0 : Math.min(view.zoom, READABLE)
  const zoom = Math.max(least, Math.min(view.zoom, zoomToFit(box, inner)))
  look(editor, zoom === view.zoom ? panInto(view, box, inner) : zoomedTo(view, box, inner, zoom))
}

const zoomedTo = (view: View, box: Rect, area: Rect, zoom: number): View =>
  panInto({ ...view, ...fitInto(box, area, zoom), zoom }, box, area)

/** Those of these rectangles that are in view, whole. */
export function wholeInView(editor: Editor, rects: readonly NodeRect[]): readonly string[] {
  const view = reactFlow(editor)?.getViewport()
  if (view === undefined) return []
  const area = paneArea()
  return rects.filter((rect) => contains(area, onPane(view, rect))).map(({ id }) => id)
}

/** What was in view, whole, before a run. */
export interface SeenBefore {
  readonly view: View
  readonly ids: readonly string[]
}

export function seeBefore(editor: Editor, rects: readonly NodeRect[]): SeenBefore | null {
  const view = reactFlow(editor)?.getViewport()
  return view === undefined ? null : { view, ids: wholeInView(editor, rects) }
}

/**
 * Brings back into view what a run has pushed out of it, unless the user has moved the view since, or is busy: nothing
 * moves while someone types or drags.
 */
export function refitAfterRun(editor: Editor, { view, ids }: SeenBefore): void {
  const now = reactFlow(editor)?.getViewport()
  if (now === undefined || !isSameView(view, now) || isBusy(editor)) return
  const rects = rectsOf(editor, ids)
  if (wholeInView(editor, rects).length < rects.length) fit(editor, ids, view.zoom)
}

function isBusy(editor: Editor): boolean {
  const { drag, loose, moving } = editor.get(canvasStore).getState()
  return drag !== null || loose !== null || moving || acceptsText(document.activeElement)
}

/**
 * A panel was opened, or became wider: moves the view so that the selection stays visible. `pane` is the canvas before,
 * without covers; what was outside of it stays there.
 */
export function makeWay(editor: Editor, pane: Rect): void {
  const current = reactFlow(editor)
  if (current === null) return
  const view = current.getViewport()
  const chosen = rectsOf(editor, activeTab(editor)?.selected ?? []).filter((rect) =>
    overlaps(onPane(view, rect), pane),
  )
  const box = around(chosen)
  const area = withMargin(paneArea())
  if (box === null || zoomToFit(box, area) < view.zoom) return
  const after = panInto(view, box, area)
  if (isSameView(view, after)) return
  const own = editor.get(camera)
  const before = own.lent !== null && isSameView(own.lent.after, view) ? own.lent.before : view
  own.lent = { before, after }
  look(editor, after)
}

const overlaps = (one: Rect, other: Rect): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height

/** A panel was closed: gives the view back, unless the user has moved it meanwhile. */
export function giveBack(editor: Editor): void {
  const own = editor.get(camera)
  const view = reactFlow(editor)?.getViewport()
  const { lent, framed } = own
  own.lent = null
  if (view === undefined) return
  if (lent !== null && isSameView(lent.after, view)) look(editor, lent.before)
  else if (framed !== null && isSameView(framed.view, view)) fit(editor, framed.ids ?? undefined)
}
