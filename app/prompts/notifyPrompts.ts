import type { RunRow } from '#shared/api/records.ts'
import type { Editor } from '../base/editor.ts'
import { notifySystem } from '../base/notifySystem.ts'
import { runsStore } from '../state/runs/runs.ts'

/** The runs that have begun to ask between two states of the queue. */
export function runsWithNewPrompts(before: readonly RunRow[], after: readonly RunRow[]): readonly RunRow[] {
  const promptedBefore = new Set(before.filter(({ asking }) => asking === true).map(({ id }) => id))
  return after.filter(({ id, asking }) => asking === true && !promptedBefore.has(id))
}

/**
 * Has the system notify the user when a run begins to wait for input. In the window, its card and the status line show
 * it. Returns a function that stops it.
 */
export const notifyPrompts = (editor: Editor): (() => void) =>
  editor.get(runsStore).subscribe((after, before) => {
    if (after.rows === before.rows) return
    for (const { name } of runsWithNewPrompts(before.rows, after.rows)) notifySystem(`${name} needs you.`)
  })
