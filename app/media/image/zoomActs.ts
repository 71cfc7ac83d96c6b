import type { Editor } from '../../base/editor.ts'
import type { Point } from '../../base/geometry.ts'
import type { Size } from '../../state/viewer/geometry.ts'
import { fitView, panBy, zoomTo } from '../../state/viewer/geometry.ts'
import type { ShownStage, ViewerState } from '../../state/viewer/viewerStore.ts'
import { viewerStore } from '../../state/viewer/viewerStore.ts'

const MIDDLE: Point = { x: 0, y: 0 }

export const setShownPane = (editor: Editor, pane: Size | null, picture: Size): void =>
  editor.get(viewerStore).setState({ pane: pane === null ? null : { pane, picture } })

const shownStage = (editor: Editor): ShownStage | null => editor.get(viewerStore).getState().pane

/** Screen pixels per picture pixel; null while no picture is shown. */
export const shownZoom = ({ pane: shown, view }: ViewerState): number | null =>
  shown === null ? null : (view ?? fitView(shown.pane, shown.picture)).zoom * window.devicePixelRatio

const current = (editor: Editor, { pane, picture }: ShownStage) =>
  editor.get(viewerStore).getState().view ?? fitView(pane, picture)

export const fitPicture = (editor: Editor): void => editor.get(viewerStore).setState({ view: null })

/** One pixel of the picture per screen pixel. */
export function showWhole(editor: Editor): void {
  const shown = shownStage(editor)
  if (shown === null) return
  const zoom = 1 / window.devicePixelRatio
  editor
    .get(viewerStore)
    .setState({ view: zoomTo(current(editor, shown), zoom, MIDDLE, shown.pane, shown.picture) })
}

export function zoomBy(editor: Editor, factor: number): void {
  const shown = shownStage(editor)
  if (shown === null) return
  const view = current(editor, shown)
  editor
    .get(viewerStore)
    .setState({ view: zoomTo(view, view.zoom * factor, MIDDLE, shown.pane, shown.picture) })
}

export function pan(editor: Editor, by: Point): void {
  const shown = shownStage(editor)
  if (shown === null) return
  editor.get(viewerStore).setState({ view: panBy(current(editor, shown), by, shown.pane, shown.picture) })
}
