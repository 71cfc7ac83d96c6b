import { createElement as draw } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { WorkflowEntry } from '#shared/api/records.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { createParts } from '../base/editor.ts'
import { openTab } from '../state/tabs.ts'
import { showsIn } from '../state/testing/showsIn.ts'
import { show } from '../state/view.ts'
import { WorkflowRow } from './WorkflowRow.tsx'

beforeEach(() => vi.useFakeTimers({ now: 120_000 }))
afterEach(() => vi.useRealTimers())

const entry: WorkflowEntry = { id: 'w', name: 'Harbour', savedAt: 0, version: 'v', draft: false }

interface Shown {
  readonly draft?: boolean
  readonly isOpen?: boolean
  readonly isHostGone?: boolean
}

function shown({ draft = false, isOpen = false, isHostGone = false }: Shown = {}): readonly string[] {
  const editor = createParts()
  const workflow = workflowOf({})
  if (isOpen) openTab(editor, { id: 'tab', entry, workflow, saved: workflow, readOnly: false })
  if (isHostGone) show(editor, { connection: 'lost' })
  return showsIn(editor, draw(WorkflowRow, { entry: { ...entry, draft }, entries: [entry] }))
}
const acts = ['button "Rename Harbour (F2)"', 'button "Duplicate Harbour"', 'button "Remove Harbour"']

test.each<[Shown, string]>([
  [{}, 'saved 2 min ago'],
  [{ draft: true }, 'saved 2 min ago · edited since'],
  [{ isOpen: true }, 'open · saved 2 min ago'],
])('a saved workflow shows its state (%o)', (of, text) => {
  expect(shown(of)).toEqual([`button "Harbour ${text}"`, ...acts])
})

test('while the host is unreachable a workflow is neither opened nor changed', () => {
  const why = ' off: Not available while the host is disconnected'
  expect(shown({ isHostGone: true })).toEqual(
    ['button "Harbour saved 2 min ago"', ...acts].map((line) => `${line}${why}`),
  )
})
