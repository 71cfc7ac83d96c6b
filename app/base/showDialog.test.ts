import { expect, test } from 'vitest'
import { createParts } from './editor.ts'
import type { TextQuestion } from './showDialog.ts'
import { dialogStore, showDialog } from './showDialog.ts'

const question: TextQuestion = { kind: 'text', title: 'Log', text: 'The log is empty.' }

test('a question is open in its own editor until it is answered', async () => {
  const [one, other] = [createParts(), createParts()]
  const answer = showDialog(one, question)
  expect([one, other].map((editor) => editor.get(dialogStore).getState().question)).toEqual([question, null])
  one.get(dialogStore).getState().answer('copy')
  expect([await answer, one.get(dialogStore).getState().question]).toEqual(['copy', null])
})

test('a question that is replaced by another is dismissed', async () => {
  const editor = createParts()
  const first = showDialog(editor, question)
  void showDialog(editor, { ...question, title: 'Diagnostics' })
  expect([await first, editor.get(dialogStore).getState().question?.title]).toEqual([null, 'Diagnostics'])
})

test('a question whose editor is disposed is dismissed', async () => {
  const editor = createParts()
  const answer = showDialog(editor, question)
  editor.dispose()
  expect(await answer).toBe(null)
})
