import { describe, expect, test } from 'vitest'
import type { KeyPress } from '../base/keys/keys.ts'
import { isNoUse, worksWhileTyping } from './whileTyping.ts'

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
})
const ctrl = { ctrlKey: true }

describe('while a text field has the focus', () => {
  test.each<[string, KeyPress, boolean]>([
    ['run.all', press('Enter', ctrl), true],
    ['run.first', press('Enter', { ...ctrl, shiftKey: true }), true],
    ['run.cancel', press('Enter', { ...ctrl, altKey: true }), true],
    ['file.save', press('s', ctrl), true],
    ['help.palette', press('k', ctrl), true],
    ['file.open', press('o', ctrl), true],
    ['edit.duplicate', press('d', ctrl), false],
    ['edit.undo', press('z', ctrl), false],
    ['node.mute', press('m', ctrl), false],
  ])('%s is called by its keys or not', (id, keys, works) => {
    expect(worksWhileTyping(id, keys, false)).toBe(works)
  })

  test('a command that was given a letter, or keys that fields use, does not take them from the field', () => {
    expect(worksWhileTyping('run.all', press('r'), false)).toBe(false)
    expect(worksWhileTyping('run.all', press('A', ctrl), false)).toBe(false)
    expect(worksWhileTyping('run.all', press('ArrowLeft', ctrl), false)).toBe(false)
  })

  test('on macOS it is Cmd that calls, and Ctrl edits the text', () => {
    expect(worksWhileTyping('help.palette', press('k', { metaKey: true }), true)).toBe(true)
    expect(worksWhileTyping('help.palette', press('k', ctrl), true)).toBe(false)
  })
})

test('the browser neither saves nor bookmarks the page, and keeps its other shortcuts', () => {
  const keys = [press('s', ctrl), press('S', { ...ctrl, shiftKey: true }), press('d', ctrl)]
  expect(keys.map((key) => isNoUse(key, false))).toEqual([true, true, true])
  const own = [press('s'), press('c', ctrl), press('s', { ...ctrl, altKey: true })]
  expect(own.map((key) => isNoUse(key, false))).toEqual([false, false, false])
})
