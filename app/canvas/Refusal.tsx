import { usePart } from '../base/useEditor.ts'
import { canvasStore } from '../state/canvas/canvasStore.ts'

/** Why a cable could not be connected, shown where it was dropped and announced to screen readers. */
export function Refusal() {
  const refusal = usePart(canvasStore, (canvas) => canvas.refusal)
  return (
    <div role="status" aria-live="polite">
      {refusal !== null && (
        <p
          className="floating pointer-events-none fixed z-50 m-0 max-w-[280px] px-3 py-2"
          style={{ left: Math.min(refusal.at.x + 12, window.innerWidth - 292), top: refusal.at.y + 12 }}
        >
          {refusal.why}
        </p>
      )}
    </div>
  )
}
