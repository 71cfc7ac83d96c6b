import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactNode } from 'react'

interface TooltipProps {
  /** Its anchor; null: nothing is shown. */
  readonly anchor: Element | null
  readonly side: 'bottom' | 'right' | 'top'
  readonly onClose: () => void
  readonly children: ReactNode
}

/** From a control on a card to beyond the ports at the card's edge, in pixels. */
const BESIDE_CARD = 28

/** A short text at an element. Screen readers do not announce it: the text must be at the element itself, too. */
export function Tooltip({ anchor, side, onClose, children }: TooltipProps) {
  // Beside a card it covers none of its ports.
  const isOnCard = anchor !== null && anchor.closest('[data-card]') !== null
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
          side={isOnCard ? 'right' : side}
          align={isOnCard || side === 'bottom' ? 'start' : 'center'}
          sideOffset={isOnCard ? BESIDE_CARD : 6}
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
