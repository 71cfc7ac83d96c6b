import { expect, test } from 'vitest'
import { workflowOf } from '#shared/testing/workflow.ts'
import { createParts } from '../../base/editor.ts'
import { addResults, resultsStore } from '../results/results.ts'
import type { Result } from '../results/results.ts'
import { activeTab, edit, isDirty, nameOfTab, openTab, tabOf, tabsStore } from '../tabs.ts'
import { duplicateTab } from './duplicate.ts'

test('a duplicate has the canvas as it is, with its edits and results, under a name of its own, and is not saved', () => {
  const editor = createParts()
  const workflow = { ...workflowOf({ a: 'test/text' }), name: 'Harbour' }
  openTab(editor, { id: 'one', entry: null, workflow, saved: workflow, readOnly: false })
  edit(editor, (before) => ({ ...before, nodes: [] }))
  const result: Result = {
    phase: 'done',
    startedAt: 0,
    finishedAt: 1,
    outputs: {},
    reused: false,
    cost: null,
  }
  addResults(editor, 'one', { a: result })
  const original = tabOf(editor, 'one')
  if (original === null) throw new Error('it was opened')
  duplicateTab(editor, original)
  const copy = activeTab(editor)
  expect(copy).toMatchObject({ entry: null, saved: null, workflow: { nodes: [], name: 'Harbour copy' } })
  expect(copy === null || isDirty(copy)).toBe(true)
  expect(editor.get(resultsStore).getState()[copy?.id ?? '']).toEqual({ a: result })
  duplicateTab(editor, original)
  expect(editor.get(tabsStore).getState().tabs.map(nameOfTab)).toEqual([
    'Harbour',
    'Harbour copy',
    'Harbour copy 2',
  ])
})
