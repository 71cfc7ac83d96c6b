import { useStore } from 'zustand'
import { shownZoom } from './zoomActs.ts'
import { viewerStore } from '../state/viewer/viewerStore.ts'

/** How large the picture is shown, as in `100 %`; '' while there is none. */
export function useZoomText(): string {
  const zoom = useStore(viewerStore, shownZoom)
  return zoom === null ? '' : `${Math.round(zoom * 100)} %`
}
