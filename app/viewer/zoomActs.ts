import type { Point } from '../base/geometry.ts'
import type { Size } from '../state/viewer/geometry.ts'
import { fitView, panBy, zoomTo } from '../state/viewer/geometry.ts'
import { viewerStore } from '../state/viewer/viewerStore.ts'

const MIDDLE: Point = { x: 0, y: 0 }

/** The stage that is shown, for keys and buttons, which point nowhere. Null while there is none. */
let shown: { readonly stage: Size; readonly picture: Size } | null = null

const watchers = new Set<() => void>()

export function setShownStage(stage: Size | null, picture: Size): void {
  shown = stage === null ? null : { stage, picture }
  watchers.forEach((watch) => watch())
}

/** Calls back when another stage, or another size of it, is shown. Answers with the way to stop. */
export function watchStage(call: () => void): () => void {
  watchers.add(call)
  return () => watchers.delete(call)
}

/** Pixels of the screen per pixel of the picture; null while no picture is shown. */
export const shownZoom = (): number | null =>
  shown === null ? null : current(shown).zoom * window.devicePixelRatio

const current = ({ stage, picture }: NonNullable<typeof shown>) =>
  viewerStore.getState().view ?? fitView(stage, picture)

export const fitPicture = (): void => viewerStore.setState({ view: null })

/** A pixel of the picture on each pixel of the screen. */
export function showWhole(): void {
  if (shown === null) return
  const zoom = 1 / window.devicePixelRatio
  viewerStore.setState({ view: zoomTo(current(shown), zoom, MIDDLE, shown.stage, shown.picture) })
}

export function zoomBy(factor: number): void {
  if (shown === null) return
  const view = current(shown)
  viewerStore.setState({ view: zoomTo(view, view.zoom * factor, MIDDLE, shown.stage, shown.picture) })
}

export function pan(by: Point): void {
  if (shown === null) return
  viewerStore.setState({ view: panBy(current(shown), by, shown.stage, shown.picture) })
}
