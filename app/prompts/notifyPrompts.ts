import type { RunRow } from '#shared/api/records.ts'
import type { Editor } from '../base/editor.ts'
import { notifyFailure, showToast } from '../base/notify.ts'
import { openMaskStore } from '../state/mask/openMask.ts'
import { notifySystem } from '../base/notifySystem.ts'
import { runsStore } from '../state/runs/runs.ts'
import { answerStore } from '../state/prompts/answerStore.ts'
import { showPrompt } from '../graph/acts/showPrompt.ts'

/** How long the message is shown, in milliseconds: the card and the status line keep showing it. */
const STAYS = 12_000

/** The runs that have begun to ask between two states of the queue. */
export function runsWithNewPrompts(before: readonly RunRow[], after: readonly RunRow[]): readonly RunRow[] {
  const promptedBefore = new Set(before.filter(({ asking }) => asking === true).map(({ id }) => id))
  return after.filter(({ id, asking }) => asking === true && !promptedBefore.has(id))
}

/** Notifies the user when a run begins to wait for input. Returns a function that stops it. */
export function notifyPrompts(editor: Editor): () => void {
  /** By run: dismisses its notification. */
  const dismissals = new Map<string, () => void>()
  const dismiss = (runs: Iterable<string>): void => {
    for (const run of runs) {
      dismissals.get(run)?.()
      dismissals.delete(run)
    }
  }
  const stopRuns = editor.get(runsStore).subscribe((after, before) => {
    if (after.rows === before.rows) return
    const prompting = new Set(after.rows.filter((row) => row.asking === true).map(({ id }) => id))
    dismiss([...dismissals.keys()].filter((run) => !prompting.has(run)))
    for (const row of runsWithNewPrompts(before.rows, after.rows)) {
      const text = `${row.name} needs you.`
      notifySystem(text)
      // No notification while its prompt is open.
      if (editor.get(answerStore).getState().open?.run === row.id) continue
      const run = (): void => void showPrompt(editor, row).catch((thrown) => notifyFailure(editor, thrown))
      dismissals.set(row.id, showToast(editor, text, { stays: STAYS, action: { label: 'Show', run } }))
    }
  })
  // The message must not cover the prompt that it is about.
  const stopAnswers = editor.get(answerStore).subscribe(({ open }) => {
    if (open !== null) dismiss([...dismissals.keys()])
  })
  const stopMasks = editor.get(openMaskStore).subscribe(({ open }) => {
    if (open !== null) dismiss([...dismissals.keys()])
  })
  return () => {
    stopRuns()
    stopAnswers()
    stopMasks()
  }
}
