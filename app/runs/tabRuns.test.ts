import { afterEach, beforeEach, expect, test } from 'vitest'
import type { QueueState, RunRow } from '#shared/ipc/records.ts'
import { runsStore, setRows } from '../stores/runs.ts'
import { activeTab, openEmpty, setTabRun, tabsStore } from '../stores/tabs.ts'
import { keepTabRuns, runToShow, showStarted, tabRunsStore } from './tabRuns.ts'

const row = (id: string, state: QueueState, asking?: true): RunRow => ({
  id,
  name: 'Harbour',
  workflow: null,
  engine: 'practice',
  state,
  queuedAt: 0,
  startedAt: null,
  finishedAt: null,
  cost: null,
  node: null,
  ...(asking && { asking }),
})

let stop = (): void => {}
beforeEach(() => {
  tabsStore.setState({ tabs: [], active: null })
  runsStore.setState({ rows: [], runs: {} })
  tabRunsStore.setState({}, true)
  openEmpty('tab')
  stop = keepTabRuns()
})
afterEach(() => stop())

// As the host lists them: what goes on, what waits in its order, then what is over, the newest first.
test.each<[string, readonly RunRow[], string]>([
  ['works', [row('c', 'running', true), row('b', 'running'), row('a', 'queued')], 'b'],
  ['asks, where none works', [row('b', 'running', true), row('a', 'queued')], 'b'],
  ['is next', [row('x', 'running'), row('b', 'queued'), row('a', 'queued'), row('c', 'done')], 'b'],
  ['ended last', [row('x', 'running'), row('c', 'failed'), row('a', 'done')], 'c'],
])('of the runs of a tab the one that %s is shown', (_, rows, shown) => {
  expect(
    runToShow(
      ['a', 'b', 'c'].filter((id) => rows.some((one) => one.id === id)),
      { rows, runs: {} },
    ),
  ).toBe(shown)
})

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
