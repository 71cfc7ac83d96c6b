import type { Editor } from '../base/editor.ts'
import { openMask, openMaskStore } from '../state/mask/openMask.ts'
import { runsStore } from '../state/runs/runs.ts'
import { activeTab } from '../state/tabs.ts'
import { questionsOf } from '../state/prompts/promptText.ts'

/** How many masks the shown tab's run asks for at a node. */
function countPrompts(editor: Editor, node: string): number {
  const run = activeTab(editor)?.run ?? null
  return run === null ? 0 : questionsOf(editor.get(runsStore).getState().runs[run]?.steps[node]).length
}

/**
 * Opens the next mask when one is done and the run asks for several; not when one is dismissed. Returns a function that
 * stops it.
 */
export function followMasks(editor: Editor): () => void {
  let stopWaiting = (): void => {}
  const stop = editor.get(openMaskStore).subscribe(({ open }, { open: before }) => {
    stopWaiting()
    if (open !== null || before === null) return
    const { node } = before
    const count = countPrompts(editor, node)
    if (count < 2) return
    stopWaiting = editor.get(runsStore).subscribe(() => {
      const left = countPrompts(editor, node)
      if (left === count) return
      stopWaiting()
      if (left > 0) openMask(editor, node)
    })
  })
  return () => {
    stop()
    stopWaiting()
  }
}
