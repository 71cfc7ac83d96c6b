import type { QueueState, RunRow } from '#shared/api/records.ts'
import type { Editor } from '../base/editor.ts'
import { notifySystem } from '../base/notifySystem.ts'
import { closeFirstSteps } from '../state/firstSteps.ts'
import { showToast, notify } from '../base/notify.ts'
import { runsStore } from '../state/runs/runs.ts'
import { isHostGone, viewStore } from '../state/view.ts'
import { activeTab, isDirty, nameOfTab, tabsStore } from '../state/tabs.ts'

const ends: Partial<Readonly<Record<QueueState, string>>> = {
  done: 'is done',
  partial: 'is done in part',
  failed: 'has failed',
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

/** Milliseconds. The user watched a run as short as this to its end, so its end is not reported. */
const SHORT = 10_000

export const isNews = ({ state, startedAt, finishedAt }: RunRow, hidden: boolean): boolean =>
  hidden || state !== 'done' || (finishedAt ?? 0) - (startedAt ?? 0) > SHORT

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
      if (isBad(state)) failed.set(row.id, showToast(editor, text, {}, 'error'))
      else if (isNews(row, document.hidden)) notify(editor, text)
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
