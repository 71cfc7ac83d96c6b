import { useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import { shownZoom, watchStage } from './zoomActs.ts'
import { viewerStore } from '../state/viewer/viewerStore.ts'

/** How large the picture is shown, as in `100 %`; '' while there is none. */
export function useZoomWords(): string {
  useStore(viewerStore, (viewer) => viewer.view)
  const zoom = useSyncExternalStore(watchStage, shownZoom)
  return zoom === null ? '' : `${Math.round(zoom * 100)} %`
}
