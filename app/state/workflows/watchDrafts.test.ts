import { beforeEach, expect, test } from 'vitest'
import { emptyWorkflow } from '#shared/document/defaults.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import type { Editor } from '../../base/editor.ts'
import { createParts } from '../../base/editor.ts'
import { receive, undecided } from '../catalogue/catalogue.ts'
import type { Conflict, Tab } from '../tabs.ts'
import { updateDraft } from './drafts.ts'
import { page } from './page.ts'
import { actOn } from './watchDrafts.ts'

let editor: Editor
beforeEach(() => {
  editor = createParts()
})

const saved = emptyWorkflow('Harbour')
const edited = emptyWorkflow('Edited')
const entry = { id: 'kept', name: 'Harbour', savedAt: 0, version: 'v', draft: false }

const tabOf = (id: string, change: Partial<Tab>): Tab => ({
  id,
  entry,
  workflow: saved,
  saved,
  base: 'v',
  conflict: null,
  past: [],
  future: [],
  lastKey: null,
  readOnly: false,
  selected: new Set(),
  run: null,
  ...change,
})

const file: Conflict = { kind: 'file' }
const other: Conflict = { kind: 'window', version: 'older' }

test.each([
  ['a canvas without edits follows', {}, {}, 'new', 'follow'],
  ['it follows back when the edits are dropped there', {}, {}, null, 'follow'],
  ['one with edits of its own is in conflict', { workflow: edited }, {}, 'new', 'conflict'],
  [
    'edits that came from there are not its own',
    { workflow: edited },
    { theirs: true, workflow: edited },
    'new',
    'follow',
  ],
  ['edits on top of these are', { workflow: edited }, { theirs: true, workflow: saved }, 'new', 'conflict'],
  ['its own edits lose nothing when theirs are dropped', { workflow: edited }, {}, null, 'nothing'],
  ['what it knows already is no news', {}, { version: 'new' }, 'new', 'nothing'],
  ['a conflict hears of the newest', { workflow: edited, conflict: other }, {}, 'new', 'conflict'],
  ['a conflict about the file comes first', { workflow: edited, conflict: file }, {}, 'new', 'nothing'],
  ['what can only be looked at stays', { readOnly: true }, {}, 'new', 'nothing'],
  ['what was never saved stays when its draft is dropped', { entry: null }, {}, null, 'nothing'],
] as const)('%s', (title, change, draft, version, act) => {
  updateDraft(editor, title, draft)
  const tab = tabOf(title, change)
  expect(actOn(editor, tab, { type: 'draft.changed', id: 'kept', by: 'another', version })).toBe(act)
  expect(actOn(editor, tab, { type: 'draft.changed', id: 'kept', by: editor.get(page), version })).toBe(
    'nothing',
  )
})

test('seeds that a run has drawn are no edits: the canvas follows; a seed that the user has set is one', () => {
  const seeded = (seed: number, seedMode: 'fixed' | 'randomize'): Workflow =>
    workflowOf({ a: { type: 'local/seed', values: { seed }, seedMode } })
  const acts = (seedMode: 'fixed' | 'randomize') =>
    actOn(editor, tabOf('seeded', { saved: seeded(1, seedMode), workflow: seeded(2, seedMode) }), {
      type: 'draft.changed',
      id: 'kept',
      by: 'another',
      version: 'new',
    })
  receive(editor, undecided(editor, ['local/seed']), { version: '', endpoints: [] })
  expect(acts('randomize')).toBe('follow')
  expect(acts('fixed')).toBe('conflict')
})
