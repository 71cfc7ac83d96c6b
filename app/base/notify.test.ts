import { expect, test } from 'vitest'
import { createParts } from './editor.ts'
import { notify, notifyError, showToast, toasts } from './notify.ts'

/** What the manager of an editor's toasts is told. */
function watched() {
  const editor = createParts()
  const manager = editor.get(toasts)
  const told: string[] = []
  manager[' subscribe'](({ action, options }) => {
    const { title } = action === 'update' ? options.updates : options
    if (typeof title === 'string') told.push(`${action} ${title}`)
  })
  return { editor, told }
}

test('equal messages are one, with a count', () => {
  const { editor, told } = watched()
  for (let times = 0; times < 3; times++) notifyError(editor, 'No room.')
  notify(editor, 'No room.')
  expect(told).toEqual(['add No room.', 'update No room. (2×)', 'update No room. (3×)', 'add No room.'])
})

test('a message that was dismissed is shown again', () => {
  const { editor, told } = watched()
  const dismiss = showToast(editor, 'No room.', {}, 'error')
  dismiss()
  notifyError(editor, 'No room.')
  expect(told.filter((line) => line.startsWith('add'))).toHaveLength(2)
})
