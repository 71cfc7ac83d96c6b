import type { Workflow } from './workflow.ts'

/**
 * The text of a workflow file: JSON indented by two spaces, with a line break at its end. The same workflow gives the
 * same text, and a file written by this comes back byte for byte when it is read and written again. A foreign file keeps
 * its values and order (names like "7" come first, in numeric order, as JavaScript has them) and gets this layout. Half
 * of a surrogate pair, which stands for no character, is written as U+FFFD.
 *
 * Edits keep what they are given: a host reads the text back before it lets it take the place of a file.
 */
export function writeWorkflow(workflow: Workflow): string {
  const text = JSON.stringify(workflow, null, 2)
  // Whole pairs are written as themselves, so each escape of a surrogate (after an even number of \) is a lone half.
  return `${text.replace(/(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g, '$1\uFFFD')}\n`
}
