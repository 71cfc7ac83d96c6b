import type { QueueState, RunRow } from '#shared/api/records.ts'
import type { Editor } from '../base/editor.ts'
import { notifySystem } from '../base/notifySystem.ts'
import { closeFirstSteps } from '../state/firstSteps.ts'
import type { ToastOptions } from '../base/notify.ts'
import { showToast, notify, notifyFailure } from '../base/notify.ts'
import { showRun } from '../graph/acts/showRun.ts'
import { retryFailed } from '../state/runs/runActs.ts'
import { runsStore } from '../state/runs/runs.ts'
import { isHostGone, viewStore } from '../state/view.ts'
import { activeTab, isDirty, nameOfTab, savedId, tabsStore } from '../state/tabs.ts'

const ends: Partial<Readonly<Record<QueueState, string>>> = {
  done: 'finished',
  partial: 'finished in part',
  failed: 'failed',
  cancelled: 'was cancelled',
}

/** A prefix of the title while the page is hidden: how the last run ended. */
const marks: Readonly<Record<string, string>> = { done: '✓ ', partial: '⚠ ', failed: '⚠ ', cancelled: '■ ' }

const isBad = (state: QueueState): boolean => state === 'failed' || state === 'partial'

/** The runs that have ended between two states of the queue. */
export function endedRuns(before: readonly RunRow[], after: readonly RunRow[]): readonly RunRow[] {
  const open = new Set(
    before.filter(({ state }) => state === 'queued' || state === 'running').map(({ id }) => id),
  )
  return after.filter(({ id, state }) => open.has(id) && ends[state] !== undefined)
}

/** How a run has ended, as a sentence. */
export const runEndText = ({ name, state, unknown }: RunRow): string =>
  unknown === true
    ? `${name} has a job in an unknown state. It may have been accepted and charged.`
    : `${name} ${ends[state] ?? ''}.`

/** The runs of these that no longer count as failed, in part or as a whole: they continue, are done, or were removed. */
export const mendedRuns = (failed: readonly string[], rows: readonly RunRow[]): readonly string[] =>
  failed.filter((run) => !rows.some(({ id, state }) => id === run && isBad(state)))

/** Whether a run belongs to the shown tab: its canvas shows how it ended. */
export function isOnCanvas(editor: Editor, { id, workflow }: RunRow): boolean {
  const tab = activeTab(editor)
  return tab !== null && (tab.run === id || (workflow !== null && savedId(tab) === workflow))
}

/** The one relevant action after the end of a run. */
function actionAfter(editor: Editor, row: RunRow): NonNullable<ToastOptions['action']> {
  const attempt = (work: Promise<void>): void => void work.catch((thrown) => notifyFailure(editor, thrown))
  return row.state === 'partial' && row.unknown !== true
    ? { label: 'Retry failed', run: () => attempt(retryFailed(editor, row.id)) }
    : { label: 'Show', run: () => attempt(showRun(editor, row)) }
}

/** The title of the page: the workflow's name, and whether a run works or waits for the user. */
export function pageTitle(name: string | undefined, rows: readonly RunRow[]): string {
  const running = rows.some(({ state }) => state === 'running')
  const needsYou = rows.some((row) => row.asking === true)
  return `${needsYou ? '? ' : running ? '▶ ' : ''}${name ?? 'Patchbay'}${name === undefined ? '' : ' – Patchbay'}`
}

function shownName(editor: Editor): string | undefined {
  const tab = activeTab(editor)
  return tab === null ? undefined : `${isDirty(tab) ? '• ' : ''}${nameOfTab(tab)}`
}

/** How long the end of a run in another tab is shown, in milliseconds. */
const ENDED_STAYS = 10_000

/** Reports when a run ends, and updates the page's title. Returns a function that stops it. */
export function notifyRunEnds(editor: Editor): () => void {
  /** What the user has not seen yet while looking elsewhere; failures come first. */
  let unseen: QueueState | null = null
  /** By run: dismisses the message about its failure. */
  const failed = new Map<string, () => void>()
  const look = (): void => {
    if (document.hidden) return
    unseen = null
    title()
  }
  const title = (): void => {
    // While the host is unreachable the state of runs is not known.
    const rows = isHostGone(editor.get(viewStore).getState()) ? [] : editor.get(runsStore).getState().rows
    document.title = `${unseen === null ? '' : (marks[unseen] ?? '')}${pageTitle(shownName(editor), rows)}`
  }
  const stopRuns = editor.get(runsStore).subscribe((after, before) => {
    if (after.rows === before.rows) return title()
    for (const run of mendedRuns([...failed.keys()], after.rows)) {
      failed.get(run)?.()
      failed.delete(run)
    }
    for (const row of endedRuns(before.rows, after.rows)) {
      const { state } = row
      const text = runEndText(row)
      const action = actionAfter(editor, row)
      if (isBad(state)) failed.set(row.id, showToast(editor, text, { action }, 'error'))
      else if (!isOnCanvas(editor, row)) notify(editor, text, { action, stays: ENDED_STAYS })
      // The steps end with the second run.
      if (state === 'done' && after.rows.filter((other) => other.state === 'done').length > 1)
        closeFirstSteps(editor)
      notifySystem(text)
      if (document.hidden) unseen = state === 'done' ? (unseen ?? state) : state
    }
    title()
  })
  const stopTabs = editor.get(tabsStore).subscribe(title)
  const stopView = editor.get(viewStore).subscribe((after, before) => {
    if (after.connection !== before.connection) title()
  })
  document.addEventListener('visibilitychange', look)
  title()
  return () => {
    document.removeEventListener('visibilitychange', look)
    stopRuns()
    stopTabs()
    stopView()
  }
}
