import type { Workflow } from './workflow.ts'

/**
 * The text of a workflow file: JSON indented by two spaces, with a line break at its end. The same workflow gives the
 * same text, and a file written by this is identical after it is read and written again. A foreign file keeps its
 * values and order (names like "7" come first, in numeric order, as JavaScript orders them) and gets this layout. A
 * lone surrogate, which is no character, is written as U+FFFD. Edits keep what they are given: a host reads the text
 * back before it replaces a file with it.
 */
export function writeWorkflow(workflow: Workflow): string {
  const text = JSON.stringify(workflow, null, 2)
  // Whole pairs are written as themselves, so each escape of a surrogate (after an even number of \) is a lone one.
  return `${text.replace(/(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g, '$1\uFFFD')}\n`
}
