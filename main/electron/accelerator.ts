/** Keys with other names in Electron than in the editor. */
const named: Readonly<Record<string, string>> = {
  Mod: 'CommandOrControl',
  Del: 'Delete',
  '+': 'Plus',
  ' ': 'Space',
}

/**
 * The first of a command's keys that a menu may show, as an Electron accelerator. A key alone, or with Shift, is
 * excluded: it is ordinary typing.
 */
export function acceleratorOf(keys: string): string | null {
  for (const one of keys.split(' ').filter(Boolean)) {
    // The key of `Mod++` is a plus sign.
    const parts = one.split(/\+(?=.)/)
    if (parts.slice(0, -1).some((part) => part === 'Mod' || part === 'Alt'))
      return parts.map((part) => named[part] ?? part).join('+')
  }
  return null
}
