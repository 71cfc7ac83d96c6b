import { toAppError } from '#shared/errors.ts'
import type { Editor } from './editor.ts'
import { definePart } from './editor.ts'
import { showToast } from './notify.ts'

/**
 * Does what the user asked for and reports errors. The error of an earlier try of the same action (`what`) is removed
 * on the next try, because an error beside a later success contradicts it. Never rejects.
 */
export type ReportOutcome = (what: string, work: () => Promise<void>) => Promise<void>

/** `notify` returns a function that dismisses its message. */
export function createOutcomes(notify: (text: string) => () => void): ReportOutcome {
  const failed = new Map<string, () => void>()
  return async (what, work) => {
    failed.get(what)?.()
    failed.delete(what)
    try {
      await work()
    } catch (thrown) {
      failed.set(what, notify(toAppError(thrown).message))
    }
  }
}

const outcomes = definePart((editor) => createOutcomes((text) => showToast(editor, text, {}, 'error')))

export const reportOutcome = (editor: Editor, what: string, work: () => Promise<void>): Promise<void> =>
  editor.get(outcomes)(what, work)
