import { ViewportPortal } from '@xyflow/react'
import { usePart } from '../base/useEditor.ts'
import { canvasStore } from '../state/canvas/canvasStore.ts'

/** The lines along which a dragged card lies level with others. */
export function Guides() {
  const guides = usePart(canvasStore, (canvas) => canvas.guides)
  if (guides.length === 0) return null
  return (
    <ViewportPortal>
      {guides.map(({ axis, at, from, to }) => (
        <i
          key={`${axis} ${at}`}
          className={`guide ${axis}`}
          style={
            axis === 'x'
              ? { left: at, top: from, height: to - from }
              : { top: at, left: from, width: to - from }
          }
        />
      ))}
    </ViewportPortal>
  )
}
