import type { Dispatcher } from '../base/dispatch.ts'
import { useDispatch } from '../base/dispatch.ts'
import { useView } from './use.ts'
import type { Shortcuts } from '../base/keys/bindings.ts'
import { workingKeys } from '../base/keys/bindings.ts'
import { showKeys } from '../base/keys/keys.ts'
import { isMac, platform } from '../base/keys/platform.ts'

const NONE: Shortcuts = {}

export const useShortcuts = (): Shortcuts => useView((view) => view.settings?.shortcuts ?? NONE)

const keysOfCommand = ({ find }: Dispatcher, id: string, shortcuts: Shortcuts): string => {
  const found = find(id)
  const [first = ''] = found === null ? [] : workingKeys(found, shortcuts, platform)
  return showKeys(first, isMac)
}

/** The first shortcut of a command in the system's notation, or ''. */
export const useKeys = (id: string): string => keysOfCommand(useDispatch(), id, useShortcuts())

/** A command's name with its keys, for a tooltip. */
export function useHint(id: string, label: string): string {
  const keys = useKeys(id)
  return keys === '' ? label : `${label} (${keys})`
}
