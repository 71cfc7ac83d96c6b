import type { ReactNode } from 'react'
import { useView } from '../state/use.ts'
import type { View } from '../state/view.ts'

/** The width of a panel, and the margin of what floats over the canvas, in pixels. */
const PANEL = 340
const ROOM = 12

/** The distance from the left edge of the canvas at which no panel covers a floating element, in pixels. */
const besidePanel = ({ panel }: View): number => (panel === null ? ROOM : PANEL + ROOM)

interface CanvasBarProps {
  readonly icon: ReactNode
  readonly title: string
  readonly actions?: ReactNode
  readonly urgent?: boolean
  readonly children: ReactNode
}

/** A message over the canvas about something that blocks the work on it, with the ways out. */
export function CanvasBar({ icon, title, actions, urgent = false, children }: CanvasBarProps) {
  const beside = useView(besidePanel)
  return (
    <section
      data-covers
      aria-label={title}
      role={urgent ? 'alert' : undefined}
      style={{ left: beside }}
      className="absolute top-3 right-3 z-10 mx-auto flex w-fit max-w-[860px] flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border border-line bg-raised px-3 py-2 shadow-[var(--shadow)]"
    >
      {icon}
      <p className="m-0 min-w-[260px] flex-1 break-words">
        <strong className="font-semibold">{title}.</strong> {children}
      </p>
      {actions !== undefined && <div className="flex flex-wrap gap-2">{actions}</div>}
    </section>
  )
}
