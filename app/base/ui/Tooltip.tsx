import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactNode } from 'react'

interface TooltipProps {
  /** Its anchor; null: nothing is shown. */
  readonly anchor: Element | null
  readonly side: 'bottom' | 'right' | 'top'
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A short text at an element. Screen readers do not announce it: the text must be at the element itself, too. */
export function Tooltip({ anchor, side, onClose, children }: TooltipProps) {
  return (
    <Base.Root
      open={anchor !== null}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Base.Portal>
        <Base.Positioner
          anchor={anchor}
          side={side}
          align={side === 'bottom' ? 'start' : 'center'}
          sideOffset={6}
          className="pointer-events-none z-50"
        >
          <Base.Popup className="floating flex max-w-[260px] flex-col gap-1 px-[10px] py-[6px] leading-[18px]">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
