import type { KeyPress } from '../base/keys/keys.ts'

/** Commands that are often needed while typing, and whose keys no text field uses. */
const ANYWHERE: ReadonlySet<string> = new Set([
  'run.all',
  'run.first',
  'run.cancel',
  'file.save',
  'file.saveAs',
  'file.open',
  'help.palette',
])

/** What text fields do with Mod held, besides the arrows. */
const OWN = /^([acvxyz]|backspace|delete|home|end|arrow(left|right|up|down))$/i

/** Whether a press also calls this command while a text field is focused: only with Mod, never by a plain letter. */
export function worksWhileTyping(id: string, { key, ctrlKey, metaKey }: KeyPress, mac: boolean): boolean {
  return ANYWHERE.has(id) && (mac ? metaKey : ctrlKey) && !OWN.test(key)
}

/** Keys that save or bookmark the page in a browser, which is of no use here. */
const BROWSERS: ReadonlySet<string> = new Set(['s', 'd'])

/** Whether a press triggers a browser function that is of no use on this page, wherever the focus is. */
export const isNoUse = ({ key, ctrlKey, metaKey, altKey }: KeyPress, mac: boolean): boolean =>
  (mac ? metaKey : ctrlKey) && !altKey && BROWSERS.has(key.toLowerCase())

/** Makes the focused field commit its text, as leaving it does, without moving the focus. */
export function commitField(target: EventTarget | null): void {
  if (!(target instanceof HTMLElement)) return
  target.blur()
  if (target.isConnected) target.focus({ preventScroll: true })
}
