import type { Point } from '../base/geometry.ts'
import type { Size } from '../state/viewer/geometry.ts'
import { fitView, panBy, zoomTo } from '../state/viewer/geometry.ts'
import type { ShownStage, ViewerState } from '../state/viewer/viewerStore.ts'
import { viewerStore } from '../state/viewer/viewerStore.ts'

const MIDDLE: Point = { x: 0, y: 0 }

export const setShownStage = (stage: Size | null, picture: Size): void =>
  viewerStore.setState({ stage: stage === null ? null : { stage, picture } })

const shownStage = (): ShownStage | null => viewerStore.getState().stage

/** Pixels of the screen per pixel of the picture; null while no picture is shown. */
export const shownZoom = ({ stage: shown, view }: ViewerState): number | null =>
  shown === null ? null : (view ?? fitView(shown.stage, shown.picture)).zoom * window.devicePixelRatio

const current = ({ stage, picture }: ShownStage) => viewerStore.getState().view ?? fitView(stage, picture)

export const fitPicture = (): void => viewerStore.setState({ view: null })

/** A pixel of the picture on each pixel of the screen. */
export function showWhole(): void {
  const shown = shownStage()
  if (shown === null) return
  const zoom = 1 / window.devicePixelRatio
  viewerStore.setState({ view: zoomTo(current(shown), zoom, MIDDLE, shown.stage, shown.picture) })
}

export function zoomBy(factor: number): void {
  const shown = shownStage()
  if (shown === null) return
  const view = current(shown)
  viewerStore.setState({ view: zoomTo(view, view.zoom * factor, MIDDLE, shown.stage, shown.picture) })
}

export function pan(by: Point): void {
  const shown = shownStage()
  if (shown === null) return
  viewerStore.setState({ view: panBy(current(shown), by, shown.stage, shown.picture) })
}
