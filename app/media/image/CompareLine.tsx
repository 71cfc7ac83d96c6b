import type { PointerEvent } from 'react'
import { slideBy } from '../../state/viewer/geometry.ts'

interface CompareLineProps {
  /** From 0 at the left of its container to 1. */
  readonly at: number
  readonly onSlide: (at: number) => void
}

/** The line between two compared pictures, moved by dragging or with the arrows. */
export function CompareLine({ at, onSlide }: CompareLineProps) {
  const onPointerDown = (event: PointerEvent): void => {
    event.stopPropagation()
    event.currentTarget.setPointerCapture(event.pointerId)
  }
  const onPointerMove = (event: PointerEvent): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    event.stopPropagation()
    const pane = event.currentTarget.parentElement?.getBoundingClientRect()
    if (pane !== undefined) onSlide(Math.min(1, Math.max(0, (event.clientX - pane.x) / pane.width)))
  }
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label="Line between the two pictures"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(at * 100)}
      aria-valuetext={`${Math.round(at * 100)} % from the left`}
      className="nodrag group absolute inset-y-0 z-10 w-6 -translate-x-1/2 cursor-ew-resize touch-none outline-none"
      style={{ left: `${at * 100}%` }}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onDoubleClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return
        const next = slideBy(at, event.key, event.shiftKey)
        if (next === null) return
        event.preventDefault()
        event.stopPropagation()
        onSlide(next)
      }}
    >
      <span className="absolute inset-y-0 left-1/2 w-[2px] -translate-x-1/2 bg-white shadow-[0_0_0_1px_rgb(0_0_0/0.4)]" />
      <span className="absolute top-1/2 left-1/2 grid size-8 -translate-1/2 place-items-center rounded-full bg-white text-[#1b1d21] shadow-[0_1px_6px_rgb(0_0_0/0.5)] group-focus-visible:outline-2 group-focus-visible:outline-offset-2 group-focus-visible:outline-accent">
        <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden>
          <path
            d="M6 4 2.5 8 6 12M10 4l3.5 4L10 12"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.6"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </svg>
      </span>
    </div>
  )
}
