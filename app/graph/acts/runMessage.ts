import type { Editor } from '../../base/editor.ts'
import { definePart } from '../../base/editor.ts'
import { showToast } from '../../base/notify.ts'
import { tabsStore } from '../../state/tabs.ts'

/** What the last run has said: of several runs, only the last counts. */
const runMessage = definePart(() => ({ text: '', dismiss: (): void => undefined }))

/** Dismisses what the last run has said. */
export const dismissRunMessage = (editor: Editor): void => editor.get(runMessage).dismiss()

/** Shows what a run of the shown tab says, until another run says something else or starts, or the tab is left. */
export function showRunMessage(editor: Editor, text: string, type: 'info' | 'error'): void {
  const message = editor.get(runMessage)
  // The same again is counted.
  if (message.text !== text) message.dismiss()
  const { active } = editor.get(tabsStore).getState()
  const dismissToast = showToast(editor, text, {}, type)
  const stop = editor.get(tabsStore).subscribe((after) => {
    if (after.active !== active) dismiss()
  })
  const dismiss = (): void => {
    stop()
    dismissToast()
  }
  message.text = text
  message.dismiss = dismiss
}
