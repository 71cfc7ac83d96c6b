import type { Point } from '../base/geometry.ts'
import type { Size } from '../state/viewer/geometry.ts'
import { fitView, panBy, zoomTo } from '../state/viewer/geometry.ts'
import type { ShownStage, ViewerState } from '../state/viewer/viewerStore.ts'
import { viewerStore } from '../state/viewer/viewerStore.ts'

const MIDDLE: Point = { x: 0, y: 0 }

export const setShownPane = (pane: Size | null, picture: Size): void =>
  viewerStore.setState({ pane: pane === null ? null : { pane, picture } })

const shownStage = (): ShownStage | null => viewerStore.getState().pane

/** Pixels of the screen per pixel of the picture; null while no picture is shown. */
export const shownZoom = ({ pane: shown, view }: ViewerState): number | null =>
  shown === null ? null : (view ?? fitView(shown.pane, shown.picture)).zoom * window.devicePixelRatio

const current = ({ pane, picture }: ShownStage) => viewerStore.getState().view ?? fitView(pane, picture)

export const fitPicture = (): void => viewerStore.setState({ view: null })

/** A pixel of the picture on each pixel of the screen. */
export function showWhole(): void {
  const shown = shownStage()
  if (shown === null) return
  const zoom = 1 / window.devicePixelRatio
  viewerStore.setState({ view: zoomTo(current(shown), zoom, MIDDLE, shown.pane, shown.picture) })
}

export function zoomBy(factor: number): void {
  const shown = shownStage()
  if (shown === null) return
  const view = current(shown)
  viewerStore.setState({ view: zoomTo(view, view.zoom * factor, MIDDLE, shown.pane, shown.picture) })
}

export function pan(by: Point): void {
  const shown = shownStage()
  if (shown === null) return
  viewerStore.setState({ view: panBy(current(shown), by, shown.pane, shown.picture) })
}
