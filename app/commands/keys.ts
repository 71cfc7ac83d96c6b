/** What of a key press decides which command it calls. */
export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

/** Keys whose sign depends on Shift by itself: `?` is Shift and another key on most keyboards. */
const isSign = (key: string): boolean => key.length === 1 && key.toLowerCase() === key.toUpperCase()

/**
 * Whether a press is the one that a shortcut names, as in `Mod+Shift+S`. Letters are compared by sign, then by their place
 * on the keyboard, because Alt makes other signs of them on macOS.
 */
export function matchesKeys(shortcut: string, press: KeyPress, mac: boolean): boolean {
  const parts = shortcut.split('+')
  const wanted = parts.at(-1) === '' ? '+' : (parts.at(-1) ?? '')
  const has = (name: string): boolean => parts.slice(0, -1).includes(name)
  const mod = mac ? press.metaKey : press.ctrlKey
  const other = mac ? press.ctrlKey : press.metaKey
  if (mod !== has('Mod') || other || press.altKey !== has('Alt')) return false
  if (!isSign(wanted) && press.shiftKey !== has('Shift')) return false
  const letter = wanted.length === 1 && !isSign(wanted) ? `Key${wanted.toUpperCase()}` : null
  return press.key.toLowerCase() === named(wanted).toLowerCase() || (letter !== null && press.code === letter)
}

const named = (key: string): string => (key === 'Del' ? 'Delete' : key === 'Space' ? ' ' : key)

/** A shortcut in the signs of the system: `⌘⇧S`, `Ctrl+Shift+S`. */
export function showKeys(shortcut: string, mac: boolean): string {
  const parts = shortcut.split('+')
  if (!mac) return parts.map((part) => (part === 'Mod' ? 'Ctrl' : part)).join('+')
  const signs: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Enter: '↩' }
  return parts.map((part) => signs[part] ?? part).join('')
}

/** The first of the commands that a press calls, with what the person set instead of its own keys. */
export function commandFor<C extends { readonly id: string; readonly keys: string }>(
  commands: readonly C[],
  shortcuts: Readonly<Record<string, string>>,
  press: KeyPress,
  mac: boolean,
): C | null {
  const keysOf = ({ id, keys }: C): string => (Object.hasOwn(shortcuts, id) ? (shortcuts[id] ?? '') : keys)
  return (
    commands.find((command) =>
      keysOf(command)
        .split(' ')
        .some((keys) => keys !== '' && matchesKeys(keys, press, mac)),
    ) ?? null
  )
}
