import { useMemo } from 'react'
import type { Rect } from '../../base/geometry.ts'
import { withMargin, zoomToFit } from '../../graph/model/viewport.ts'
import { paneArea } from '../../graph/reactFlow.ts'

/** The smallest zoom of an ordinary graph. */
const MIN_ZOOM = 0.05

/** How far one can zoom out: always until everything is in view. */
export function useMinZoom(extent: Rect | null): number {
  return useMemo(() => {
    if (extent === null) return MIN_ZOOM
    const zoom = zoomToFit(extent, withMargin(paneArea()))
    // The area is empty until the canvas is laid out.
    return zoom > 0 && zoom < MIN_ZOOM ? zoom : MIN_ZOOM
  }, [extent])
}
