import type { RunRow } from '#shared/api/records.ts'
import type { Editor } from '../../base/editor.ts'
import { runsStore } from '../../state/runs/runs.ts'
import { openAnswer } from '../../state/prompts/answerStore.ts'
import { firstNodeWithPrompt } from '../../state/prompts/promptText.ts'
import { openRun, pointTo } from './showRun.ts'

/**
 * Shows the node that a run waits at, and its prompt. If its workflow is not open, opens it as it was when the run
 * started.
 */
export async function showPrompt(editor: Editor, row: RunRow): Promise<void> {
  const tab = await openRun(editor, row)
  const node = firstNodeWithPrompt(editor.get(runsStore).getState().runs[row.id])
  if (tab === null || node === null) return
  pointTo(editor, node)
  openAnswer(editor, node)
}
