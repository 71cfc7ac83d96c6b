import { expect, test } from 'vitest'
import { createParts } from './editor.ts'
import { notify, notifyError, showToast } from './notify.ts'
import { watchToasts } from './testing/watchToasts.ts'

test('equal messages are one, with a count', () => {
  const editor = createParts()
  const messages = watchToasts(editor)
  for (let times = 0; times < 3; times++) notifyError(editor, 'No room.')
  notify(editor, 'No room.')
  expect(messages).toEqual(['add No room.', 'update No room. (2×)', 'update No room. (3×)', 'add No room.'])
})

test('a message that was dismissed is shown again', () => {
  const editor = createParts()
  const messages = watchToasts(editor)
  const dismiss = showToast(editor, 'No room.', {}, 'error')
  dismiss()
  notifyError(editor, 'No room.')
  expect(messages.filter((line) => line.startsWith('add'))).toHaveLength(2)
})
