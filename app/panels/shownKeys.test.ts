import { expect, test } from 'vitest'
import { shownKeys } from './shownKeys.ts'

test.each([
  ['Mod+Shift+S', ['Ctrl+Shift+S'], ['⌘⇧S']],
  ['Mod+Shift+Z Mod+Y', ['Ctrl+Shift+Z', 'Ctrl+Y'], ['⌘⇧Z', '⌘Y']],
  ['. F', ['.', 'F'], ['.', 'F']],
  ['Mod+=', ['Ctrl+='], ['⌘=']],
  ['Mod+,', ['Ctrl+,'], ['⌘,']],
  ['', [], []],
])('%s', (keys, elsewhere, mac) => {
  expect(shownKeys(keys, false)).toEqual(elsewhere)
  expect(shownKeys(keys, true)).toEqual(mac)
})
