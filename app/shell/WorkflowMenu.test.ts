import { createElement as draw } from 'react'
import { expect, test } from 'vitest'
import type { WorkflowEntry } from '#shared/api/records.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { createParts } from '../base/editor.ts'
import type { OpenTab, Tab } from '../state/tabs.ts'
import { changeTab, openTab } from '../state/tabs.ts'
import { showsIn } from '../state/testing/showsIn.ts'
import { show } from '../state/view.ts'
import { WorkflowMenu } from './WorkflowMenu.tsx'

const entry: WorkflowEntry = { id: 'w', name: 'Harbour', savedAt: 0, version: 'v', draft: false }
const workflow = workflowOf({ a: 'test/text' })
const edited = workflowOf({})

interface Shown extends Partial<OpenTab> {
  readonly change?: Partial<Tab>
  readonly allSaved?: boolean
}

function shown({ change = {}, allSaved = true, ...opened }: Shown): readonly string[] {
  const editor = createParts()
  openTab(editor, { id: 'tab', entry, workflow, saved: workflow, readOnly: false, ...opened })
  changeTab(editor, 'tab', () => change)
  show(editor, { allSaved })
  return showsIn(editor, draw(WorkflowMenu))
}

test.each<[string, Shown]>([
  ['Harbour Saved', {}],
  ['Harbour Draft saved', { change: { workflow: edited } }],
  ['Harbour Unsaved changes', { change: { workflow: edited }, allSaved: false }],
  ['Harbour ! Changed elsewhere', { change: { workflow: edited, conflict: { kind: 'file' } } }],
  ['Harbour Read-only', { readOnly: true }],
  ['Untitled Not saved', { entry: null }],
  ['Untitled Draft saved', { entry: null, saved: null }],
])('the menu of the workflow says %s', (text, of) => {
  expect(shown(of).at(-1)).toBe(`button "${text} Workflow menu"`)
})
