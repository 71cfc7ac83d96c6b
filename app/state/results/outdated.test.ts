import { expect, test } from 'vitest'
import { createHostClient } from '#shared/api/client.ts'
import { setValue } from '#shared/document/edits/nodes.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { connectHost } from '../../base/host.ts'
import { followRan, ranStore, recordAnswer, recordRan } from '../runs/ranWorkflows.ts'
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

test('a reload outdates nothing of what was answered during the run', async () => {
  const sha256 = 'a'.repeat(64)
  const ran = workflowOf({ choose: 'local/choose', soft: 'local/blur', other: 'local/blur' }, [
    'choose.first > soft.image',
  ])
  const value = { chosen: [1], pictures: [sha256] }
  const editor = editorOn({ workflow: setValue('choose', 'chosen', value)(ran) })
  const answers = { choose: { chosen: value } }
  connectHost(
    editor,
    createHostClient({
      request: () => Promise.resolve({ name: '', text: writeWorkflow(ran), answers }),
      subscribe: () => () => undefined,
    }),
  )
  addResults(editor, 'tab', { choose: result, soft: result })
  const failures: unknown[] = []
  const loaded = Promise.withResolvers<void>()
  const stops = [
    followRan(editor, (thrown) => failures.push(thrown)),
    followOutdated(editor, (compare) => {
      compare()
      return () => undefined
    }),
    editor.get(ranStore).subscribe(({ r }) => {
      if (r) loaded.resolve()
    }),
  ]
  await loaded.promise
  const states = () => ['choose', 'soft'].map((id) => readCardState(editor, id).text)
  expect([states(), failures]).toEqual([['', ''], []])
  edit(editor, setValue('choose', 'chosen', { ...value, chosen: [0] }))
  expect(states()).toEqual(['Outdated', 'Outdated'])
  stops.forEach((stop) => stop())
})
