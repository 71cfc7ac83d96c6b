import { usePart } from '../base/useEditor.ts'
import { shownZoom } from './zoomActs.ts'
import { viewerStore } from '../state/viewer/viewerStore.ts'

/** How large the picture is shown, as in `100 %`; '' while there is none. */
export function useZoomText(): string {
  const zoom = usePart(viewerStore, shownZoom)
  return zoom === null ? '' : `${Math.round(zoom * 100)} %`
}
