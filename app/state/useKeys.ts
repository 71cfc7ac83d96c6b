import type { Dispatcher } from '../base/dispatch.ts'
import { useDispatch } from '../base/dispatch.ts'
import { useView } from './use.ts'
import type { Shortcuts } from '../base/keys/bindings.ts'
import { workingKeys } from '../base/keys/bindings.ts'
import { showKeys } from '../base/keys/keys.ts'
import { isMac, place } from '../base/keys/place.ts'

const NONE: Shortcuts = {}

export const useShortcuts = (): Shortcuts => useView((view) => view.settings?.shortcuts ?? NONE)

const keysHere = ({ find }: Dispatcher, id: string, shortcuts: Shortcuts): string => {
  const found = find(id)
  const [first = ''] = found === null ? [] : workingKeys(found, shortcuts, place)
  return showKeys(first, isMac)
}

/** The keys that call a command, in the signs of the system: its first, or ''. */
export const useKeys = (id: string): string => keysHere(useDispatch(), id, useShortcuts())

/** A command's name with its keys, for a tooltip. */
export function useHint(id: string, words: string): string {
  const keys = useKeys(id)
  return keys === '' ? words : `${words} (${keys})`
}
