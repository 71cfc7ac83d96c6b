import { afterEach, beforeEach, expect, test } from 'vitest'
import { emptyWorkflow } from '#shared/document/defaults.ts'
import type { QueueState, RunRow } from '#shared/api/records.ts'
import type { Editor } from '../../base/editor.ts'
import { createParts } from '../../base/editor.ts'
import { setRows } from './runs.ts'
import { activeTab, openEmpty, openTab, setTabRun } from '../tabs.ts'
import { followTabRuns, showStarted, tabRunsStore } from './tabRuns.ts'

let editor: Editor
beforeEach(() => {
  editor = createParts()
})

/** A run whose id is in the order of its request: `a` before `b`. */
const row = (id: string, state: QueueState, workflow: string | null = null): RunRow => ({
  id,
  name: 'Harbour',
  workflow,
  mode: 'practice',
  state,
  queuedAt: id.charCodeAt(0),
  startedAt: state === 'queued' ? null : id.charCodeAt(0),
  finishedAt: null,
  cost: null,
  node: null,
})

let stop = (): void => {}
beforeEach(() => {
  openEmpty(editor, 'tab')
  stop = followTabRuns(editor)
})
afterEach(() => stop())

test('the cards follow the runs of a tab one after the other, not the one submitted last', () => {
  const shown = (): string | null | undefined => activeTab(editor)?.run
  showStarted(editor, 'tab', 'a')
  setRows(editor, [row('a', 'running')])
  showStarted(editor, 'tab', 'b')
  expect(shown()).toBe('a')
  setRows(editor, [row('a', 'running'), row('b', 'queued')])
  expect(shown()).toBe('a')
  setRows(editor, [row('b', 'running'), row('a', 'done')])
  expect(shown()).toBe('b')
  setRows(editor, [row('b', 'done'), row('a', 'done')])
  expect(shown()).toBe('b')
})

test('a run that the user has opened stays until another begins or ends', () => {
  showStarted(editor, 'tab', 'a')
  setRows(editor, [row('b', 'running'), row('a', 'done')])
  showStarted(editor, 'tab', 'b')
  setTabRun(editor, 'tab', 'a')
  setRows(editor, [row('b', 'running'), row('a', 'done')])
  expect(activeTab(editor)?.run).toBe('a')
  showStarted(editor, 'tab', 'c')
  setRows(editor, [row('c', 'running'), row('b', 'done'), row('a', 'done')])
  expect(activeTab(editor)?.run).toBe('c')
})

test('a run of the saved workflow that was started elsewhere is shown, and one of another workflow is not', () => {
  const entry = { id: 'kept', name: 'Harbour', savedAt: 0, version: 'v', draft: false }
  openTab(editor, { id: 'kept', entry, workflow: emptyWorkflow('Harbour'), saved: null, readOnly: false })
  setRows(editor, [row('b', 'running', 'other'), row('c', 'running')])
  expect(activeTab(editor)?.run).toBe(null)
  setRows(editor, [row('a', 'running', 'kept'), row('b', 'running', 'other'), row('c', 'running')])
  expect(activeTab(editor)?.run).toBe('a')
  expect(editor.get(tabRunsStore).getState()).toEqual({ kept: ['a'] })
})

test('a run of the shown draft that another window has started is shown', () => {
  setRows(editor, [row('a', 'running', 'tab'), row('b', 'running', 'another draft')])
  expect(activeTab(editor)?.run).toBe('a')
})

test('a run that another window has started is shown in place of an earlier one', () => {
  const entry = { id: 'kept', name: 'Harbour', savedAt: 0, version: 'v', draft: false }
  openTab(editor, { id: 'kept', entry, workflow: emptyWorkflow('Harbour'), saved: null, readOnly: false })
  setTabRun(editor, 'kept', 'a')
  setRows(editor, [row('a', 'done', 'kept')])
  setRows(editor, [row('b', 'queued', 'kept'), row('a', 'done', 'kept')])
  expect(activeTab(editor)?.run).toBe('b')
  setRows(editor, [row('c', 'queued', 'kept'), row('b', 'running', 'kept'), row('a', 'done', 'kept')])
  expect(activeTab(editor)?.run).toBe('b')
})
