import type { Output } from '#shared/api/contract.ts'
import { setValue } from '#shared/document/edits/nodes.ts'
import { readWorkflow } from '#shared/document/readWorkflow.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import type { Json } from '#shared/ports/value.ts'
import { defineStore } from '../../base/editor.ts'
import type { Editor } from '../../base/editor.ts'
import { host } from '../../base/host.ts'
import { resultsStore } from '../results/results.ts'
import { activeTab, tabsStore } from '../tabs.ts'

/** By run: its workflow as it ran, with the seeds that were drawn; null while it is loaded, and if there is none. */
export const ranStore = defineStore<Readonly<Record<string, Workflow | null>>>(() => ({}))

/** Records what ran. */
export const recordRan = (editor: Editor, run: string, workflow: Workflow | null): void =>
  editor.get(ranStore).setState({ [run]: workflow })

/** Records what a user answered in a run: it ran with that, and the canvas has it too. */
export function recordAnswer(editor: Editor, run: string, node: string, input: string, value: Json): void {
  const ran = editor.get(ranStore).getState()[run]
  if (ran !== undefined && ran !== null) recordRan(editor, run, setValue(node, input, value)(ran))
}

/** The runs that made the results of the shown tab, of which nothing is loaded. */
function missingRuns(editor: Editor): readonly string[] {
  const results = editor.get(resultsStore).getState()[activeTab(editor)?.id ?? ''] ?? {}
  const ran = editor.get(ranStore).getState()
  const runs = new Set(Object.values(results).flatMap(({ run }) => run ?? []))
  return [...runs].filter((run) => ran[run] === undefined)
}

async function loadRan(editor: Editor, run: string): Promise<void> {
  recordRan(editor, run, null)
  const { text, answers = {} } = await host(editor).request('result.workflow', { run })
  const read = readWorkflow(text)
  if (read.ok) recordRan(editor, run, withAnswers(read.workflow, answers))
}

/** What was answered during a run is on the canvas since, and is what the node ran with. */
const withAnswers = (
  workflow: Workflow,
  answers: NonNullable<Output<'result.workflow'>['answers']>,
): Workflow =>
  Object.entries(answers)
    .flatMap(([node, values]) => Object.entries(values).map(([input, value]) => setValue(node, input, value)))
    .reduce((answered, change) => change(answered), workflow)

/**
 * Loads the workflows of the runs that made the shown results, so that results from before this page can be compared
 * with the canvas. Returns a function that stops it.
 */
export function followRan(editor: Editor, onError: (thrown: unknown) => void): () => void {
  let isBusy = false
  let isStopped = false
  const load = async (): Promise<void> => {
    if (isBusy) return
    isBusy = true
    for (let runs = missingRuns(editor); runs.length > 0 && !isStopped; runs = missingRuns(editor))
      for (const run of runs) await loadRan(editor, run).catch(onError)
    isBusy = false
  }
  const stops = [
    editor.get(resultsStore).subscribe(() => void load()),
    editor.get(tabsStore).subscribe((after, before) => {
      if (after.active !== before.active) void load()
    }),
  ]
  void load()
  return () => {
    isStopped = true
    for (const stop of stops) stop()
  }
}
