import { toAppError } from '#shared/errors.ts'
import type { Editor } from './editor.ts'
import { definePart } from './editor.ts'
import { showToast } from './notify.ts'

/**
 * Does what a person asked for, and says what went wrong. What was said of an earlier try of the same (`what`) goes when it is tried
 * again: an error that stands beside a later success contradicts it. Never rejects.
 */
export type ReportOutcome = (what: string, work: () => Promise<void>) => Promise<void>

/** `tell` answers with the way to take its words away. */
export function createOutcomes(tell: (text: string) => () => void): ReportOutcome {
  const failed = new Map<string, () => void>()
  return async (what, work) => {
    failed.get(what)?.()
    failed.delete(what)
    try {
      await work()
    } catch (thrown) {
      failed.set(what, tell(toAppError(thrown).message))
    }
  }
}

const outcomes = definePart((editor) => createOutcomes((text) => showToast(editor, text, {}, 'error')))

export const reportOutcome = (editor: Editor, what: string, work: () => Promise<void>): Promise<void> =>
  editor.get(outcomes)(what, work)
