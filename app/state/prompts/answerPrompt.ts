import { setValue } from '#shared/document/edits/nodes.ts'
import type { Editor } from '../../base/editor.ts'
import { host } from '../../base/host.ts'
import type { Answer } from '../mask/openPrompt.ts'
import { recordAnswer } from '../runs/ranWorkflows.ts'
import { edit } from '../tabs.ts'
import type { OpenAnswer } from './answerStore.ts'
import type { Question } from './promptText.ts'

/**
 * Answers a prompt of a run. The next run does not ask again while the inputs are the same, if this is the only prompt:
 * each of several items has an answer of its own. Rejects as the host does.
 */
export async function answerPrompt(
  editor: Editor,
  { run, node }: OpenAnswer,
  { item, prompt }: Question,
  value: Answer,
  isOnly: boolean,
): Promise<void> {
  await host(editor).request('run.answer', { run, node, item, value })
  if (!isOnly) return
  recordAnswer(editor, run, node, prompt.input, value)
  edit(editor, setValue(node, prompt.input, value))
}
