import type { KeyPress } from '../base/keys/keys.ts'

/** Commands that no text field has a use of its own for, and that people reach for in the middle of a sentence. */
const ANYWHERE: ReadonlySet<string> = new Set([
  'run.all',
  'run.first',
  'run.cancel',
  'file.save',
  'file.saveAs',
  'file.open',
  'help.palette',
])

/** What fields do with Mod held, besides the arrows. */
const OWN = /^([acvxyz]|backspace|delete|home|end|arrow(left|right|up|down))$/i

/** Whether a press calls this command also while a text field has the focus: with Mod alone, never by a letter. */
export function worksWhileTyping(id: string, { key, ctrlKey, metaKey }: KeyPress, mac: boolean): boolean {
  return ANYWHERE.has(id) && (mac ? metaKey : ctrlKey) && !OWN.test(key)
}

/** Keys at which a browser saves or bookmarks the page, which nobody means here. */
const BROWSERS: ReadonlySet<string> = new Set(['s', 'd'])

/** Whether the browser would do something with a press that is of no use on this page, wherever the focus is. */
export const isNoUse = ({ key, ctrlKey, metaKey, altKey }: KeyPress, mac: boolean): boolean =>
  (mac ? metaKey : ctrlKey) && !altKey && BROWSERS.has(key.toLowerCase())

/** Has a field put what is typed in it where it belongs, as leaving it does; whoever is in it stays there. */
export function commitField(target: EventTarget | null): void {
  if (!(target instanceof HTMLElement)) return
  target.blur()
  if (target.isConnected) target.focus({ preventScroll: true })
}
