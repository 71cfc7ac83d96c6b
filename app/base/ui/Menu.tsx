import { Menu as Base } from '@base-ui/react/menu'
import type { ComponentProps, ReactNode } from 'react'

interface MenuProps {
  /** Its trigger, whose name is the menu's. */
  readonly trigger: ComponentProps<typeof Base.Trigger>
  /** The edge of the trigger that the menu is aligned with. */
  readonly align?: 'start' | 'end'
  /** More classes of the menu, as for its width. */
  readonly className?: string
  /** Whether the focus stays away from the trigger after a choice, so that the next keys go to the canvas. */
  readonly leavesFocus?: () => boolean
  readonly onOpen?: () => void
  readonly children: ReactNode
}

/** A button with a menu below it. */
export function Menu({ trigger, align = 'end', className = '', leavesFocus, onOpen, children }: MenuProps) {
  return (
    <Base.Root onOpenChange={(isOpen) => isOpen && onOpen?.()}>
      <Base.Trigger {...trigger} />
      <Base.Portal>
        <Base.Positioner align={align} sideOffset={4} className="z-50">
          <Base.Popup
            className={`floating max-h-[80vh] overflow-y-auto p-1 outline-none ${className}`}
            finalFocus={() => leavesFocus?.() !== true}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

const item =
  'flex min-h-8 cursor-default items-center gap-3 rounded-md px-3 outline-none data-[disabled]:opacity-40 data-[highlighted]:bg-line/70'

interface ItemProps {
  readonly disabled?: boolean
  readonly onClick: () => void
  readonly children: ReactNode
}

/** The menu closes when it is chosen. */
export const MenuItem = (props: ItemProps) => <Base.Item {...props} className={item} />

export const MenuRadioGroup = Base.RadioGroup
export const MenuSeparator = () => <Base.Separator className="my-1 h-px bg-line" />

interface RadioItemProps {
  readonly value: string
  readonly children: ReactNode
}

/** One of several options, of which one is chosen. The menu closes with the choice. */
export const MenuRadioItem = (props: RadioItemProps) => (
  <Base.RadioItem {...props} closeOnClick className={`${item} data-[checked]:font-medium`} />
)

/** The mark of the chosen option, with the room for it at the others. */
export const MenuRadioMark = () => (
  <span className="grid size-4 shrink-0 place-items-center text-accent" aria-hidden>
    <Base.RadioItemIndicator className="size-2 rounded-full bg-accent" />
  </span>
)
