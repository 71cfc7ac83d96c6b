/** Keys that Electron calls otherwise than the editor does. */
const named: Readonly<Record<string, string>> = {
  Mod: 'CommandOrControl',
  Del: 'Delete',
  '+': 'Plus',
  ' ': 'Space',
}

/**
 * The first of a command's keys that a menu may show, in Electron's words. A key alone, or with Shift, is none: it is what a
 * person types.
 */
export function acceleratorOf(keys: string): string | null {
  for (const one of keys.split(' ').filter(Boolean)) {
    // `Mod++` has a plus sign for its key.
    const parts = one.split(/\+(?=.)/)
    if (parts.slice(0, -1).some((part) => part === 'Mod' || part === 'Alt'))
      return parts.map((part) => named[part] ?? part).join('+')
  }
  return null
}
