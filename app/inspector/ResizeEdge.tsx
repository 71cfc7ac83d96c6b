import { useRef } from 'react'
import { NARROWEST, WIDEST, boundWidth, saveWidth } from './inspectorWidth.ts'

const STEP = 16

/** The left edge of the inspector: resizes it by dragging or with the arrow keys. */
export function ResizeEdge({
  width,
  onWidth,
}: {
  readonly width: number
  readonly onWidth: (width: number) => void
}) {
  const start = useRef<{ readonly x: number; readonly width: number } | null>(null)
  const move = (to: number): void => {
    onWidth(boundWidth(to))
    saveWidth(boundWidth(to))
  }
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the inspector"
      aria-valuenow={width}
      aria-valuemin={NARROWEST}
      aria-valuemax={WIDEST}
      tabIndex={0}
      className="absolute inset-y-0 left-[-3px] z-10 w-[6px] cursor-ew-resize hover:bg-accent/40"
      onKeyDown={({ key }) => {
        if (key === 'ArrowLeft') move(width + STEP)
        if (key === 'ArrowRight') move(width - STEP)
      }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        start.current = { x: event.clientX, width }
      }}
      onPointerMove={({ clientX }) => {
        if (start.current !== null) move(start.current.width + start.current.x - clientX)
      }}
      onPointerUp={() => (start.current = null)}
      onPointerCancel={() => (start.current = null)}
    />
  )
}
