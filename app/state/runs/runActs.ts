import type { QueueState } from '#shared/api/records.ts'
import { describeUncancelled } from '#shared/api/uncancelled.ts'
import type { Editor } from '../../base/editor.ts'
import { viewStore } from '../view.ts'
import { host } from '../../base/host.ts'
import { notify, UNTIL_CLOSED } from '../../base/notify.ts'
import { runToFinish } from './shownRun.ts'
import { tabRunsStore } from './tabRuns.ts'
import { runsStore } from './runs.ts'
import { requestSettings } from '../settings.ts'
import { activeTab } from '../tabs.ts'
import { withApproval } from './approval.ts'

/** The latest run of the shown tab, if it is in this state. */
function runOfTab(editor: Editor, ...states: readonly QueueState[]): string | null {
  const run = activeTab(editor)?.run ?? null
  if (run === null) return null
  const { runs, rows } = editor.get(runsStore).getState()
  // Before the run has a row, its events tell its state.
  const live = runs[run]?.phase === 'running' ? 'running' : undefined
  const state = rows.find(({ id }) => id === run)?.state ?? live
  return state !== undefined && states.includes(state) ? run : null
}

/** The latest run of the shown tab, if it is active. */
export const currentRun = (editor: Editor): string | null => runOfTab(editor, 'queued', 'running')

/** The latest run of the shown tab if Patchbay stopped in the middle of it and no later run has replaced it. */
export function interruptedRun(editor: Editor): string | null {
  const tab = activeTab(editor)
  if (tab === null) return null
  return runToFinish(editor.get(tabRunsStore).getState()[tab.id] ?? [], editor.get(runsStore).getState().rows)
}

/** The same, or the latest run of the shown tab if something in it failed. */
export const endedBadly = (editor: Editor): string | null =>
  interruptedRun(editor) ?? runOfTab(editor, 'failed', 'partial')

/** Cancels a run, by default the current one, and says what of it could not be cancelled. */
export async function cancelRun(editor: Editor, run: string | null = currentRun(editor)): Promise<void> {
  if (run === null) return
  const { left = [] } = await host(editor).request('run.cancel', { run })
  if (left.length > 0) notify(editor, describeUncancelled(left), { stays: UNTIL_CLOSED })
}

export async function cancelNode(editor: Editor, node: string): Promise<void> {
  const run = currentRun(editor)
  if (run !== null) await host(editor).request('run.cancelNode', { run, node })
}

/** Finishes an interrupted run or retries what failed of one, unchanged: cached results are reused. */
export async function tryAgain(
  editor: Editor,
  run: string | null = activeTab(editor)?.run ?? null,
): Promise<void> {
  if (run === null) return
  const state = editor
    .get(runsStore)
    .getState()
    .rows.find(({ id }) => id === run)?.state
  await (state === 'failed' || state === 'partial' ? retryFailed(editor, run) : resume(editor, run))
}

/** Resumes a run. The rest of it may cost more than the limit for asking. */
export async function resume(editor: Editor, run: string): Promise<void> {
  await withApproval(editor, { title: 'Go on and pay', action: 'Go on' }, (approved) =>
    host(editor).request('run.resume', { run, approved }),
  )
}

/** Runs again what failed of a run: everything else is reused. */
export async function retryFailed(editor: Editor, run: string): Promise<void> {
  await withApproval(editor, { title: 'Retry and pay', action: 'Retry' }, (approved) =>
    host(editor).request('run.retry', { run, approved }),
  )
}

/** Allows smaller copies of images that are too large for a request, and retries what failed: the cost is asked as usual. */
export async function sendSmallerCopies(editor: Editor): Promise<void> {
  await requestSettings(editor, { smallerCopies: true })
  await tryAgain(editor)
}

/** Lets the engines that have refused jobs accept some again. */
export async function retryAccount(editor: Editor): Promise<void> {
  const refusing = editor
    .get(viewStore)
    .getState()
    .engines.filter(({ refusal }) => refusal !== null)
  await Promise.all(refusing.map(({ id }) => host(editor).request('account.retry', { engine: id })))
}
