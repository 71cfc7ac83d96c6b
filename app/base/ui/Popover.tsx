import { Popover as Base } from '@base-ui/react/popover'
import type { ComponentProps, ReactNode } from 'react'

interface PopoverProps {
  readonly title: string
  readonly trigger: ComponentProps<typeof Base.Trigger>
  readonly className: string
  readonly children: ReactNode
}

/** A button with a small panel below it. */
export function Popover({ title, trigger, className, children }: PopoverProps) {
  return (
    <Base.Root>
      <Base.Trigger {...trigger} />
      <Base.Portal>
        <Base.Positioner className="z-[70]" sideOffset={6} align="start">
          <Base.Popup className={`floating outline-none ${className}`}>
            <Base.Title className="sr-only">{title}</Base.Title>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
