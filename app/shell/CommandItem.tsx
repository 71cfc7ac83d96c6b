import type { ReactNode } from 'react'
import { MenuItem } from '../base/ui/Menu.tsx'
import { useDispatch } from '../base/dispatch.ts'
import { useKeys } from '../state/useKeys.ts'

interface CommandItemProps {
  readonly id: string
  /** In place of the command's title. */
  readonly label?: string
  readonly icon?: ReactNode
}

/** An item of a menu that is a command: its title and its keys. It is disabled while the command is. */
export function CommandItem({ id, label, icon }: CommandItemProps) {
  const { find, isEnabled, call } = useDispatch()
  const command = find(id)
  const keys = useKeys(id)
  if (command === null) return null
  return (
    <MenuItem disabled={!isEnabled(command)} onClick={() => call(id)}>
      {icon}
      <span className="min-w-0 flex-1 truncate">{label ?? command.title}</span>
      {keys !== '' && <kbd className="font-sans text-[12px] text-dim">{keys}</kbd>}
    </MenuItem>
  )
}
