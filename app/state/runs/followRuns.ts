import { readWorkflow } from '#shared/document/readWorkflow.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import type { RunRow } from '#shared/api/records.ts'
import type { Editor } from '../../base/editor.ts'
import { host } from '../../base/host.ts'
import { addResults } from '../results/results.ts'
import { replay, runsStore } from './runs.ts'
import type { Tab } from '../tabs.ts'
import { savedId, nameOfTab, setTabRun, tabsStore } from '../tabs.ts'
import { recordRan } from './ranWorkflows.ts'
import { runToShow } from './shownRun.ts'
import { addTabRun } from './tabRuns.ts'
import { recordUsedSeeds } from './usedSeeds.ts'

/** Whether a run belongs to a tab's workflow; a run without a workflow id may belong to an unsaved one, by its name. */
const isOf = ({ workflow, name }: RunRow, tab: Tab): boolean =>
  workflow === null ? tab.entry === null && nameOfTab(tab) === name : savedId(tab) === workflow

/** For each tab without a run, the listed run that it shows. */
export function runsOfTabs(rows: readonly RunRow[], tabs: readonly Tab[]): ReadonlyMap<string, string> {
  const shown = new Map<string, string>()
  for (const tab of tabs) {
    if (tab.run !== null) continue
    const own = rows.filter((row) => isOf(row, tab)).map(({ id }) => id)
    const run = runToShow(own, { rows, runs: {} })
    if (run !== null) shown.set(tab.id, run)
  }
  return shown
}

/**
 * Shows in each tab the runs of its workflow, which may have begun before this page, and catches up with active ones.
 */
export async function followRuns(editor: Editor, rows: readonly RunRow[]): Promise<void> {
  const live = rows.filter(({ state }) => state === 'running' || state === 'queued').map(({ id }) => id)
  await follow(editor, rows, editor.get(tabsStore).getState().tabs, live)
}

async function follow(
  editor: Editor,
  rows: readonly RunRow[],
  tabs: readonly Tab[],
  live: readonly string[],
): Promise<void> {
  const found = runsOfTabs(rows, tabs)
  const shownRuns = tabs.flatMap(({ run }) => (run === null ? [] : [run]))
  const listed = new Set(rows.map(({ id }) => id))
  const owned = new Set(rows.flatMap(({ id, workflow }) => (workflow === null ? [] : [id])))
  // An interrupted run can be finished from its tab, which costs money: the user sees it first.
  const interrupted = rows.filter((row) => row.state === 'interrupted' && tabs.some((tab) => isOf(row, tab)))
  const texts = new Map<string, string>()
  for (const run of new Set([...live, ...shownRuns, ...found.values(), ...interrupted.map(({ id }) => id)]))
    if (listed.has(run)) texts.set(run, await openRun(editor, run))
  for (const tab of tabs) {
    await bringResults(editor, tab)
    const run = found.get(tab.id)
    const text = run === undefined ? undefined : texts.get(run)
    if (run === undefined || text === undefined || !(owned.has(run) || isFrom(text, tab))) continue
    recordSeedsOf(editor, tab.id, run, text)
    if (runOf(editor, tab.id) === null) setTabRun(editor, tab.id, run)
  }
  // The cards show the others later.
  for (const tab of tabs)
    for (const { id, workflow } of rows.filter((row) => isOf(row, tab)).toReversed()) {
      const text = texts.get(id)
      if (workflow !== null || (text !== undefined && isFrom(text, tab))) addTabRun(editor, tab.id, id)
    }
}

const runOf = (editor: Editor, tab: string): string | null =>
  editor
    .get(tabsStore)
    .getState()
    .tabs.find(({ id }) => id === tab)?.run ?? null

/** Whether a run can belong to a tab's workflow: many unsaved workflows have the same name. */
function isFrom(text: string, tab: Pick<Tab, 'entry' | 'workflow'>): boolean {
  if (tab.entry !== null) return true
  const read = readWorkflow(text)
  return read.ok && sharesNode(read.workflow, tab.workflow)
}

/** Whether both have a node with the same id and type. */
export function sharesNode(one: Workflow, other: Workflow): boolean {
  const types = new Map(one.nodes.map(({ id, type }) => [id, type]))
  return other.nodes.some(({ id, type }) => types.get(id) === type)
}

async function openRun(editor: Editor, run: string): Promise<string> {
  const { text, events } = await host(editor).request('run.open', { run })
  replay(editor, run, events)
  return text
}

/** Loads the last results of a tab's nodes for its cards, whatever became of the runs that made them. */
async function bringResults(editor: Editor, tab: Tab): Promise<void> {
  const nodes = tab.workflow.nodes.filter(({ id, type }) => id.length <= MAX_TEXT && type.length <= MAX_TEXT)
  const found = await host(editor).request('result.newest', {
    workflow: savedId(tab),
    name: nameOfTab(tab).slice(0, MAX_TEXT),
    nodes: Object.fromEntries(nodes.map(({ id, type }) => [id, type])),
  })
  addResults(
    editor,
    tab.id,
    Object.fromEntries(found.map(({ node, ...result }) => [node, { phase: 'done', ...result }])),
  )
}

/** The maximum length of a name or an id in the contract, in characters. */
const MAX_TEXT = 200

/** Whether a tab's workflow was run before, under its draft's id if it was never saved. */
const hasRun = (rows: readonly RunRow[], tab: Tab): boolean =>
  rows.some(({ workflow }) => workflow === savedId(tab))

/**
 * A saved workflow that is opened later shows its runs as well; of a run that was started elsewhere, in another window
 * or by a command, the seeds are recorded. Returns a function that stops it.
 */
export function followWorkflows(editor: Editor, onError: (thrown: unknown) => void): () => void {
  const stopTabs = editor.get(tabsStore).subscribe((after, before) => {
    if (after.tabs === before.tabs) return
    const open = new Set(before.tabs.map(({ id }) => id))
    const { rows } = editor.get(runsStore).getState()
    const opened = after.tabs.filter(
      (tab) => !open.has(tab.id) && tab.run === null && (tab.entry !== null || hasRun(rows, tab)),
    )
    if (opened.length > 0) follow(editor, rows, opened, []).catch(onError)
  })
  const stopRuns = editor.get(runsStore).subscribe((after, before) => {
    if (after.rows === before.rows) return
    const listed = new Set(before.rows.map(({ id }) => id))
    const arrivedBefore = new Set(before.rows.flatMap(arrivedIn))
    for (const row of after.rows) {
      const tab = editor
        .get(tabsStore)
        .getState()
        .tabs.find((one) => isOf(row, one))
      if (tab === undefined) continue
      // The result of a job that arrives after its run is in none of the run's events.
      if (arrivedIn(row).some((job) => !arrivedBefore.has(job))) bringResults(editor, tab).catch(onError)
      if (!listed.has(row.id) && row.workflow !== null)
        openRun(editor, row.id)
          .then((text) => recordSeedsOf(editor, tab.id, row.id, text))
          .catch(onError)
    }
  })
  return () => {
    stopTabs()
    stopRuns()
  }
}

/** Jobs whose result arrived after their run was over. */
const arrivedIn = ({ jobs = [] }: RunRow): readonly string[] =>
  jobs.flatMap(({ job, state }) => (state === 'arrived' ? [job] : []))

/** The seeds of a run from before this page are in its workflow. */
function recordSeedsOf(editor: Editor, tab: string, run: string, text: string): void {
  const read = readWorkflow(text)
  if (read.ok) recordRan(editor, run, read.workflow)
  const steps = editor.get(runsStore).getState().runs[run]?.steps
  if (read.ok && steps !== undefined) recordUsedSeeds(editor, tab, read.workflow, new Set(Object.keys(steps)))
}
