import { ContextMenu as Base } from '@base-ui/react/context-menu'
import type { ComponentProps, ReactNode } from 'react'

const popup = 'floating min-w-[220px] py-1 outline-none'
const item =
  'flex h-[28px] cursor-default items-center gap-2 px-3 pl-2 outline-none data-[disabled]:opacity-40 data-[highlighted]:bg-line data-[popup-open]:bg-line'

interface ContextMenuProps extends ComponentProps<typeof Base.Trigger> {
  readonly entries: ReactNode
}

/** The element around which it is put has a context menu of its own. */
export function ContextMenu({ entries, ...trigger }: ContextMenuProps) {
  return (
    <Base.Root>
      <Base.Trigger {...trigger} />
      <Popup entries={entries} />
    </Base.Root>
  )
}

interface SubmenuProps {
  readonly label: ReactNode
  readonly disabled: boolean
  readonly entries: ReactNode
}

export function ContextSubmenu({ label, disabled, entries }: SubmenuProps) {
  return (
    <Base.SubmenuRoot>
      <Base.SubmenuTrigger className={item} disabled={disabled}>
        {label}
      </Base.SubmenuTrigger>
      <Popup entries={entries} />
    </Base.SubmenuRoot>
  )
}

function Popup({ entries }: { readonly entries: ReactNode }) {
  return (
    <Base.Portal>
      <Base.Positioner className="z-50">
        <Base.Popup className={popup}>{entries}</Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  )
}

interface ItemProps {
  readonly disabled: boolean
  /** For a toggle. */
  readonly checked?: boolean | undefined
  readonly onClick: () => void
  readonly children: ReactNode
}

/** The menu closes when it is chosen. */
export function ContextMenuItem({ checked, ...rest }: ItemProps) {
  return checked === undefined ? (
    <Base.Item {...rest} className={item} />
  ) : (
    <Base.CheckboxItem {...rest} className={item} checked={checked} closeOnClick />
  )
}

export const ContextMenuSeparator = () => <Base.Separator className="my-1 h-px bg-line" />
