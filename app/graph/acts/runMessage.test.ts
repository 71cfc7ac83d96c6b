import { beforeEach, expect, test } from 'vitest'
import type { Editor } from '../../base/editor.ts'
import { createParts } from '../../base/editor.ts'
import { toasts } from '../../base/notify.ts'
import { openEmpty, showTab } from '../../state/tabs.ts'
import { dismissRunMessage, showRunMessage } from './runMessage.ts'

let editor: Editor
let acts: string[]
beforeEach(() => {
  editor = createParts()
  openEmpty(editor, 'other')
  openEmpty(editor, 'tab')
  acts = []
  editor.get(toasts)[' subscribe'](({ action }) => acts.push(action))
  showRunMessage(editor, 'Nothing was run.', 'error')
})

test('why a run was refused is gone when the tab is left', () => {
  showTab(editor, 'other')
  expect(acts).toEqual(['add', 'close'])
})

test('it is gone when the next run starts', () => {
  dismissRunMessage(editor)
  expect(acts).toEqual(['add', 'close'])
})

test('another reason takes its place, and the same one is counted', () => {
  showRunMessage(editor, 'Nothing was run.', 'error')
  expect(acts).toEqual(['add', 'update'])
  showRunMessage(editor, 'Something else.', 'error')
  expect(acts).toEqual(['add', 'update', 'close', 'add'])
})
