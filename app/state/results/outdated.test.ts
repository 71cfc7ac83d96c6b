import { expect, test } from 'vitest'
import { setValue } from '#shared/document/edits/nodes.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { recordAnswer, recordRan } from '../runs/ranWorkflows.ts'
import { edit, undo } from '../tabs.ts'
import { editorOn } from '../testing/showsIn.ts'
import { readCardState } from '../useCardState.ts'
import { followOutdated } from './outdated.ts'
import type { Result } from './results.ts'
import { addResults } from './results.ts'

const workflow = workflowOf(
  { words: { type: 'local/text', values: { text: 'A' } }, join: 'local/join-text', other: 'local/text' },
  ['words.text > join.first'],
)
const result: Result = {
  phase: 'done',
  startedAt: 0,
  finishedAt: 1,
  outputs: {},
  reused: false,
  cost: null,
  run: 'r',
}

test('an edit outdates its node and those downstream at once, and undo brings them back', () => {
  const editor = editorOn({ workflow })
  addResults(editor, 'tab', { words: result, join: result, other: result })
  recordRan(editor, 'r', workflow)
  const stop = followOutdated(editor, (compare) => {
    compare()
    return () => undefined
  })
  const states = () => ['words', 'join', 'other'].map((id) => readCardState(editor, id).text)
  expect(states()).toEqual(['', '', ''])
  edit(editor, setValue('words', 'text', 'B'))
  expect(states()).toEqual(['Outdated', 'Outdated', ''])
  undo(editor)
  expect(states()).toEqual(['', '', ''])
  stop()
  edit(editor, setValue('words', 'text', 'C'))
  expect(states()).toEqual(['', '', ''])
})

test('what a user answered in the run outdates nothing, another answer afterwards does', () => {
  const editor = editorOn({ workflow })
  addResults(editor, 'tab', { words: result, join: result })
  recordRan(editor, 'r', workflow)
  const stop = followOutdated(editor, (compare) => {
    compare()
    return () => undefined
  })
  const states = () => ['words', 'join'].map((id) => readCardState(editor, id).text)
  edit(editor, setValue('words', 'text', 'asked'))
  recordAnswer(editor, 'r', 'words', 'text', 'asked')
  expect(states()).toEqual(['', ''])
  edit(editor, setValue('words', 'text', 'asked again'))
  expect(states()).toEqual(['Outdated', 'Outdated'])
  stop()
})
