import { expect, test } from 'vitest'
import type { KeyPress } from './keys.ts'
import { commandFor, keysOfPress, matchesKeys, showKeys } from './keys.ts'

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
  ['Mod+Z', press('я', { ctrlKey: true, code: 'KeyZ' }), true],
  // A German keyboard has Z and Y, a French one Q and A the other way round.
  ['Mod+Z', press('y', { ctrlKey: true, code: 'KeyZ' }), false],
  ['Q', press('a', { code: 'KeyQ' }), false],
  ['Mod++', press('+', { ctrlKey: true, shiftKey: true }), true],
  ['Alt+Left', press('ArrowLeft', { altKey: true }), true],
])('%s and %o: %s', (keys, pressed, matches) => {
  expect(matchesKeys(keys, pressed, false)).toBe(matches)
})

test('on macOS the command key is Mod, and Ctrl is not', () => {
  expect(matchesKeys('Mod+S', press('s', { metaKey: true }), true)).toBe(true)
  expect(matchesKeys('Mod+S', press('s', { ctrlKey: true }), true)).toBe(false)
})

test('the keys that the user set replace the command’s own', () => {
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
])('shortcuts are written as the system writes them', (mac, text) => {
  expect(showKeys('Mod+Shift+S', mac)).toBe(text)
})

test.each<[string | null, KeyPress]>([
  ['Mod+Shift+S', press('S', { ctrlKey: true, shiftKey: true })],
  ['F', press('f')],
  ['?', press('?', { shiftKey: true })],
  ['Mod++', press('+', { ctrlKey: true, shiftKey: true })],
  ['Alt+C', press('ç', { altKey: true, code: 'KeyC' })],
  ['Mod+Z', press('я', { ctrlKey: true, code: 'KeyZ' })],
  ['Shift+Space', press(' ', { shiftKey: true })],
  ['Del', press('Delete')],
  ['Alt+Left', press('ArrowLeft', { altKey: true })],
  ['F5', press('F5')],
  ['Meta+L', press('l', { metaKey: true })],
  [null, press('Control', { ctrlKey: true })],
  [null, press('Shift', { shiftKey: true })],
])('%s names the press %o', (keys, pressed) => {
  expect(keysOfPress(pressed, false)).toBe(keys)
})

test.each([
  press('S', { ctrlKey: true, shiftKey: true }),
  press('?', { shiftKey: true }),
  press('+', { ctrlKey: true, shiftKey: true }),
  press('ç', { altKey: true, code: 'KeyC' }),
  press('я', { ctrlKey: true, code: 'KeyZ' }),
  press(' ', { altKey: true }),
  press('ArrowLeft', { altKey: true }),
  press('Delete'),
])('what a press is named after is called by the same press: %o', (pressed) => {
  expect(matchesKeys(keysOfPress(pressed, false) ?? '', pressed, false)).toBe(true)
})
