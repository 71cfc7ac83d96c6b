import { afterEach, beforeEach, expect, test } from 'vitest'
import { emptyWorkflow } from '#shared/document/defaults.ts'
import type { QueueState, RunRow } from '#shared/api/records.ts'
import { runsStore, setRows } from './runs.ts'
import { activeTab, openEmpty, openTab, setTabRun, tabsStore } from '../tabs.ts'
import { followTabRuns, showStarted, tabRunsStore } from './tabRuns.ts'

/** A run whose id tells when it was asked for: `a` before `b`. */
const row = (id: string, state: QueueState, workflow: string | null = null): RunRow => ({
  id,
  name: 'Harbour',
  workflow,
  engine: 'practice',
  state,
  queuedAt: id.charCodeAt(0),
  startedAt: state === 'queued' ? null : id.charCodeAt(0),
  finishedAt: null,
  cost: null,
  node: null,
})

let stop = (): void => {}
beforeEach(() => {
  tabsStore.setState({ tabs: [], active: null })
  runsStore.setState({ rows: [], runs: {} })
  tabRunsStore.setState({}, true)
  openEmpty('tab')
  stop = followTabRuns()
})
afterEach(() => stop())

test('the cards follow the runs of a tab one after the other, not the one submitted last', () => {
  const shown = (): string | null | undefined => activeTab()?.run
  showStarted('tab', 'a')
  setRows([row('a', 'running')])
  showStarted('tab', 'b')
  expect(shown()).toBe('a')
  setRows([row('a', 'running'), row('b', 'queued')])
  expect(shown()).toBe('a')
  setRows([row('b', 'running'), row('a', 'done')])
  expect(shown()).toBe('b')
  setRows([row('b', 'done'), row('a', 'done')])
  expect(shown()).toBe('b')
})

test('a run that a person has brought up stays until another begins or ends', () => {
  showStarted('tab', 'a')
  setRows([row('b', 'running'), row('a', 'done')])
  showStarted('tab', 'b')
  setTabRun('tab', 'a')
  setRows([row('b', 'running'), row('a', 'done')])
  expect(activeTab()?.run).toBe('a')
  showStarted('tab', 'c')
  setRows([row('c', 'running'), row('b', 'done'), row('a', 'done')])
  expect(activeTab()?.run).toBe('c')
})

test('a run of the kept workflow that was started elsewhere is shown, and one of another workflow is not', () => {
  const entry = { id: 'kept', name: 'Harbour', savedAt: 0, version: 'v', draft: false }
  openTab({ id: 'kept', entry, workflow: emptyWorkflow('Harbour'), saved: null, readOnly: false })
  setRows([row('b', 'running', 'other'), row('c', 'running')])
  expect(activeTab()?.run).toBe(null)
  setRows([row('a', 'running', 'kept'), row('b', 'running', 'other'), row('c', 'running')])
  expect(activeTab()?.run).toBe('a')
  expect(tabRunsStore.getState()).toEqual({ kept: ['a'] })
})

test('a run of the draft on the canvas that another window has started is shown', () => {
  setRows([row('a', 'running', 'tab'), row('b', 'running', 'another draft')])
  expect(activeTab()?.run).toBe('a')
})
