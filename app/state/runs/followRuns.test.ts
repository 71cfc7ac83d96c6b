import { beforeEach, expect, test } from 'vitest'
import { emptyWorkflow } from '#shared/document/defaults.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import type { QueueState, RunRow } from '#shared/api/records.ts'
import type { Editor } from '../../base/editor.ts'
import { createParts } from '../../base/editor.ts'
import type { Tab } from '../tabs.ts'
import { openTab, tabsStore } from '../tabs.ts'
import { runsOfTabs, sharesNode } from './followRuns.ts'

let editor: Editor
beforeEach(() => {
  editor = createParts()
})

const row = (id: string, state: QueueState, name: string, workflow: string | null = null): RunRow => ({
  id,
  name,
  workflow,
  mode: 'practice',
  state,
  queuedAt: 0,
  startedAt: null,
  finishedAt: null,
  cost: null,
  node: null,
})

/** A tab of a saved workflow, or of one that was never saved. */
function tabOf(name: string, savedId: string | null = null): Tab {
  const entry = savedId === null ? null : { id: savedId, name, savedAt: 0, version: 'v', draft: false }
  openTab(editor, { id: `tab-${name}`, entry, workflow: emptyWorkflow(name), saved: null, readOnly: false })
  const tab = editor.get(tabsStore).getState().tabs.at(-1)
  if (tab === undefined) throw new Error('no tab was opened')
  return tab
}

// In the host's order: active runs, then finished ones, newest first.
const rows = [
  row('live', 'running', 'Harbour', 'kept'),
  row('newest', 'failed', 'Draft'),
  row('older', 'done', 'Draft'),
  row('before', 'done', 'Harbour', 'kept'),
]

test('a tab shows the active run, else the latest', () => {
  const tabs = [tabOf('Harbour', 'kept'), tabOf('Draft'), tabOf('Other')]
  expect([...runsOfTabs(rows, tabs)]).toEqual([
    ['tab-Harbour', 'live'],
    ['tab-Draft', 'newest'],
  ])
})

test('a tab that shows a run already keeps it', () => {
  expect([...runsOfTabs(rows, [{ ...tabOf('Draft'), run: 'older' }])]).toEqual([])
})

test('a workflow that was never saved is not mistaken for a saved one of the same name', () => {
  expect([...runsOfTabs([row('live', 'running', 'Draft', 'kept')], [tabOf('Draft')])]).toEqual([])
})

test('a workflow that was never saved shows the runs of its own draft, and not those of another draft of its name', () => {
  const listed = [row('other', 'done', 'Sketch', 'tab-Other'), row('own', 'done', 'Sketch', 'tab-Sketch')]
  expect([...runsOfTabs(listed, [tabOf('Sketch')])]).toEqual([['tab-Sketch', 'own']])
})

test.each([
  ['the same node', workflowOf({ a: 'local/text' }), true],
  ['none of its nodes', workflowOf({ b: 'local/text' }), false],
  ['another node of the same id', workflowOf({ a: 'local/number' }), false],
])('a run of a workflow with %s is distinguished from one of the same name: %o', (_, workflow, shares) => {
  expect(sharesNode(workflowOf({ a: 'local/text', c: 'local/text' }), workflow)).toBe(shares)
})
