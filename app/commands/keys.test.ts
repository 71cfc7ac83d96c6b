import { expect, test } from 'vitest'
import type { KeyPress } from './keys.ts'
import { commandFor, matchesKeys, showKeys } from './keys.ts'

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

test.each<[string, KeyPress, boolean]>([
  ['Mod+S', press('s', { ctrlKey: true }), true],
  ['Mod+S', press('S', { ctrlKey: true, shiftKey: true }), false],
  ['Mod+Shift+S', press('S', { ctrlKey: true, shiftKey: true }), true],
  ['Mod+S', press('s'), false],
  ['Mod+S', press('s', { metaKey: true }), false],
  ['Mod+Enter', press('Enter', { ctrlKey: true }), true],
  ['?', press('?', { shiftKey: true }), true],
  ['.', press('.'), true],
  ['F', press('f'), true],
  ['F', press('f', { ctrlKey: true }), false],
  ['Mod+,', press(',', { ctrlKey: true }), true],
  ['Mod+=', press('=', { ctrlKey: true }), true],
  ['Del', press('Delete'), true],
  ['Alt+C', press('ç', { altKey: true, code: 'KeyC' }), true],
])('%s and %o: %s', (keys, pressed, matches) => {
  expect(matchesKeys(keys, pressed, false)).toBe(matches)
})

test('on macOS the command key is Mod, and Ctrl is not', () => {
  expect(matchesKeys('Mod+S', press('s', { metaKey: true }), true)).toBe(true)
  expect(matchesKeys('Mod+S', press('s', { ctrlKey: true }), true)).toBe(false)
})

test('the keys that the person set count instead of the command’s own', () => {
  const commands = [
    { id: 'save', keys: 'Mod+S' },
    { id: 'redo', keys: 'Mod+Shift+Z Mod+Y' },
  ]
  const found = (pressed: KeyPress) => commandFor(commands, { save: 'Mod+B' }, pressed, false)?.id ?? null
  expect(found(press('s', { ctrlKey: true }))).toBe(null)
  expect(found(press('b', { ctrlKey: true }))).toBe('save')
  expect(found(press('y', { ctrlKey: true }))).toBe('redo')
})

test.each([
  [false, 'Ctrl+Shift+S'],
  [true, '⌘⇧S'],
])('shortcuts are written as the system writes them', (mac, words) => {
  expect(showKeys('Mod+Shift+S', mac)).toBe(words)
})
