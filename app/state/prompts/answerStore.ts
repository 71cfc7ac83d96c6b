import type { Port } from '#shared/ports/port.ts'
import type { Step } from '#shared/run/reduceRun.ts'
import { defineStore } from '../../base/editor.ts'
import type { Editor } from '../../base/editor.ts'
import { registryOf } from '../catalogue/catalogue.ts'
import { nodesOf } from '../connections.ts'
import { openMask } from '../mask/openMask.ts'
import { runsStore } from '../runs/runs.ts'
import { activeTab } from '../tabs.ts'
import { questionsOf } from './promptText.ts'

/** The node of a run whose prompts are open over everything. */
export interface OpenAnswer {
  readonly run: string
  readonly node: string
}

export const answerStore = defineStore<{ readonly open: OpenAnswer | null }>(() => ({ open: null }))

export const closeAnswer = (editor: Editor): void => editor.get(answerStore).setState({ open: null })

/** The input of a node of the shown tab; null if there is none. */
export function promptPort(editor: Editor, node: string, input: string): Port | null {
  const tab = activeTab(editor)
  const type = tab === null ? undefined : nodesOf(tab.workflow).get(node)?.type
  return (type === undefined ? undefined : registryOf(editor, tab?.workflow).get(type)?.inputs[input]) ?? null
}

/** The label of the button that leads to the answer. */
export function answerVerb(editor: Editor, node: string, step: Step): 'Paint mask' | 'Choose' | 'Answer' {
  const [question] = questionsOf(step)
  const control =
    question === undefined ? undefined : promptPort(editor, node, question.prompt.input)?.control.kind
  return control === 'mask' ? 'Paint mask' : control === 'pick' ? 'Choose' : 'Answer'
}

/**
 * Opens the prompts of a node in the shown tab's run: the mask editor for a painted mask, else a dialog. Returns
 * whether an active run of it asks anything.
 */
export function openAnswer(editor: Editor, node: string): boolean {
  const run = activeTab(editor)?.run ?? null
  const { rows, runs } = editor.get(runsStore).getState()
  if (run === null || rows.find(({ id }) => id === run)?.state !== 'running') return false
  const [question] = questionsOf(runs[run]?.steps[node])
  if (question === undefined) return false
  const painted = promptPort(editor, node, question.prompt.input)?.control.kind === 'mask'
  if (!painted || !openMask(editor, node)) editor.get(answerStore).setState({ open: { run, node } })
  return true
}
