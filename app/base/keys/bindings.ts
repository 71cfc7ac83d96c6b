import { keysOf } from './keys.ts'

interface Bound {
  readonly id: string
  readonly title: string
  readonly keys: string
}

/** By command: the keys that the user set in place of its own; '' means none. */
export type Shortcuts = Readonly<Record<string, string>>

/** Where the page runs: a browser reserves some keys for itself. */
export interface Platform {
  readonly mac: boolean
  readonly browser: boolean
}

export type KeysVerdict = { readonly ok: true } | { readonly ok: false; readonly why: string }

/** Keys that a browser never passes to a page. On macOS it reserves the same ones with Cmd. */
const BROWSERS = new Set(
  ['N', 'T', 'W', 'Shift+N', 'Shift+T', 'Shift+W', 'Tab', 'Shift+Tab', 'PageUp', 'PageDown'].map(
    (keys) => `Mod+${keys}`,
  ),
)

export const isBrowsersOwn = (keys: string, { mac, browser }: Platform): boolean =>
  browser && (BROWSERS.has(keys) || (mac && keys === 'Mod+Q'))

/** Keys that the canvas handles without a command, so they cannot be assigned to one. */
const WALKING: Readonly<Record<string, string>> = {
  Esc: 'Esc always closes or leaves the current thing.',
  Tab: 'Tab moves the focus, which keyboard users rely on.',
  'Shift+Tab': 'Shift+Tab moves the focus back, which keyboard users rely on.',
  Enter: 'Enter opens a card and presses buttons.',
  Space: 'Space pans while held and presses buttons.',
  'Mod+Space': 'This adds a card to the selection.',
  'Shift+F10': 'This opens the menu of the selection.',
  ContextMenu: 'This opens the menu of the selection.',
}

const ARROW = /^(Mod\+)?(Shift\+)?(Left|Right|Up|Down)$/

/** Returns why keys cannot be assigned to a command, or null if they can. */
export function checkKeys(keys: string, platform: Platform): KeysVerdict {
  const walking = WALKING[keys]
  if (walking !== undefined) return { ok: false, why: walking }
  if (ARROW.test(keys))
    return { ok: false, why: 'Arrow keys move between nodes, and with Shift move the selection.' }
  if (isBrowsersOwn(keys, platform))
    return {
      ok: false,
      why: 'The browser uses these keys for its own tabs and windows. Try them with Alt.',
    }
  if (/^(Meta|Ctrl)\+/.test(keys) || keys.includes('+Meta+') || keys === 'Alt+F4' || keys === 'Alt+Tab')
    return { ok: false, why: 'The operating system uses these keys.' }
  return { ok: true }
}

/** The other commands that these keys call now. */
export const conflictsOf = <C extends Bound>(
  commands: readonly C[],
  shortcuts: Shortcuts,
  id: string,
  keys: string,
): readonly C[] => commands.filter((other) => other.id !== id && keysOf(other, shortcuts).includes(keys))

/**
 * Returns the shortcuts after these keys are assigned to this command alone. Assignments that equal the defaults are
 * not stored.
 */
export function bind(commands: readonly Bound[], shortcuts: Shortcuts, id: string, keys: string): Shortcuts {
  const next: Record<string, string> = { ...shortcuts, [id]: keys }
  if (keys !== '')
    for (const other of conflictsOf(commands, shortcuts, id, keys))
      next[other.id] = keysOf(other, shortcuts)
        .filter((one) => one !== keys)
        .join(' ')
  for (const { id: other, keys: own } of commands) if (next[other] === own) delete next[other]
  return next
}

/**
 * Returns the shortcuts after this command has its default keys again; any other command that was given them loses
 * them.
 */
export function unbind(commands: readonly Bound[], shortcuts: Shortcuts, id: string): Shortcuts {
  const own =
    commands
      .find((command) => command.id === id)
      ?.keys.split(' ')
      .filter(Boolean) ?? []
  let next: Shortcuts = Object.fromEntries(Object.entries(shortcuts).filter(([name]) => name !== id))
  for (const keys of own)
    for (const other of conflictsOf(commands, next, id, keys)) {
      const left = keysOf(other, next).filter((one) => one !== keys)
      next = bind(commands, next, other.id, left.join(' '))
    }
  return next
}

/** The keys that call a command here, without those that the browser reserves. */
export const workingKeys = (command: Bound, shortcuts: Shortcuts, platform: Platform): readonly string[] =>
  keysOf(command, shortcuts).filter((keys) => !isBrowsersOwn(keys, platform))
