const onMac: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Enter: '↩' }

/** A command's keys as a person reads them: `Ctrl+Shift+S`, on macOS `⌘⇧S`. */
export function shownKeys(keys: string, mac: boolean): readonly string[] {
  return keys
    .split(' ')
    .filter(Boolean)
    .map((combination) => {
      // A plus sign can itself be the key.
      const parts = combination.split(/\+(?=.)/)
      return mac
        ? parts.map((part) => onMac[part] ?? part).join('')
        : parts.map((part) => (part === 'Mod' ? 'Ctrl' : part)).join('+')
    })
}
