/** The properties of a key press that decide which command it calls. */
export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

/** Keys whose character depends on Shift anyway: `?` is Shift and another key on most keyboards. */
const isSign = (key: string): boolean => key.length === 1 && key.toLowerCase() === key.toUpperCase()

const isLatin = (key: string): boolean => /^[a-z]$/i.test(key)

/** The key of `Mod++` is a plus sign. */
const partsOf = (shortcut: string): readonly string[] => shortcut.split(/\+(?=.)/)

/**
 * Whether a press matches a shortcut such as `Mod+Shift+S`. Letters are compared by character, and by their position on
 * the keyboard only if the character is not Latin: Alt produces other characters on macOS, and other scripts have
 * others.
 */
export function matchesKeys(shortcut: string, press: KeyPress, mac: boolean): boolean {
  const parts = partsOf(shortcut)
  const wanted = parts.at(-1) ?? ''
  const has = (name: string): boolean => parts.slice(0, -1).includes(name)
  const mod = mac ? press.metaKey : press.ctrlKey
  const other = mac ? press.ctrlKey : press.metaKey
  if (mod !== has('Mod') || other || press.altKey !== has('Alt')) return false
  if (!isSign(wanted) && press.shiftKey !== has('Shift')) return false
  if (press.key.toLowerCase() === (pressed[wanted] ?? wanted).toLowerCase()) return true
  return isLatin(wanted) && !isLatin(press.key) && press.code === `Key${wanted.toUpperCase()}`
}

/** Keys of an event that have a shorter name here. */
const pressed: Readonly<Record<string, string>> = {
  Del: 'Delete',
  Esc: 'Escape',
  Space: ' ',
  Left: 'ArrowLeft',
  Right: 'ArrowRight',
  Up: 'ArrowUp',
  Down: 'ArrowDown',
}

const MODIFIERS: ReadonlySet<string> = new Set([
  'Control',
  'Shift',
  'Alt',
  'AltGraph',
  'Meta',
  'OS',
  'CapsLock',
  'Dead',
])

/** The shortcut that describes a press, in the form that `matchesKeys` reads; null while only modifiers are held. */
export function keysOfPress(press: KeyPress, mac: boolean): string | null {
  const letter = /^Key([A-Z])$/.exec(press.code)?.[1]
  const sign = isLatin(press.key)
    ? press.key.toUpperCase()
    : isSign(press.key) && !press.altKey
      ? press.key
      : null
  const name = Object.entries(pressed).find(([, key]) => key === press.key)?.[0]
  const key = name ?? sign ?? letter ?? (MODIFIERS.has(press.key) ? null : press.key)
  if (key === null) return null
  const held = [
    (mac ? press.metaKey : press.ctrlKey) && 'Mod',
    (mac ? press.ctrlKey : press.metaKey) && (mac ? 'Ctrl' : 'Meta'),
    press.altKey && 'Alt',
    press.shiftKey && !isSign(key) && 'Shift',
  ]
  return [...held.filter((part) => part !== false), key].join('+')
}

/** A shortcut in the system's notation: `⌘⇧S`, `Ctrl+Shift+S`. */
export function showKeys(shortcut: string, mac: boolean): string {
  const parts = partsOf(shortcut)
  if (!mac) return parts.map((part) => (part === 'Mod' ? 'Ctrl' : part)).join('+')
  const signs: Readonly<Record<string, string>> = { Mod: '⌘', Ctrl: '⌃', Shift: '⇧', Alt: '⌥', Enter: '↩' }
  return parts.map((part) => signs[part] ?? part).join('')
}

/** The first command that a press calls, with the user's shortcuts in place of the defaults. */
export function commandFor<C extends { readonly id: string; readonly keys: string }>(
  commands: readonly C[],
  shortcuts: Readonly<Record<string, string>>,
  press: KeyPress,
  mac: boolean,
): C | null {
  return (
    commands.find((command) => keysOf(command, shortcuts).some((keys) => matchesKeys(keys, press, mac))) ??
    null
  )
}

/** The shortcuts of a command: the user's if set, else its own. */
export function keysOf(
  { id, keys }: { readonly id: string; readonly keys: string },
  shortcuts: Readonly<Record<string, string>>,
): readonly string[] {
  const counts = Object.hasOwn(shortcuts, id) ? (shortcuts[id] ?? '') : keys
  return counts.split(' ').filter(Boolean)
}
