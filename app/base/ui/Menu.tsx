import { Menu as Base } from '@base-ui/react/menu'
import type { ComponentProps, ReactNode } from 'react'

interface MenuProps {
  /** Its trigger, whose name is the menu's. */
  readonly trigger: ComponentProps<typeof Base.Trigger>
  readonly className: string
  readonly children: ReactNode
}

/** A button with a menu below it. */
export function Menu({ trigger, className, children }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger {...trigger} />
      <Base.Portal>
        <Base.Positioner align="end" sideOffset={4} className="z-50">
          <Base.Popup className={className}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

export const MenuItem = Base.Item
export const MenuRadioGroup = Base.RadioGroup
export const MenuSeparator = Base.Separator

/** One of several options, of which one is chosen. The menu closes with the choice. */
export function MenuRadioItem(props: ComponentProps<typeof Base.RadioItem>) {
  return <Base.RadioItem closeOnClick {...props} />
}
