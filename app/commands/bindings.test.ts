import { expect, test } from 'vitest'
import { bind, checkKeys, conflictsOf, unbind, workingKeys } from '../base/keys/bindings.ts'
import { commands as all } from './commands.ts'

const commands = [
  { id: 'group', title: 'Group', keys: 'Mod+G' },
  { id: 'redo', title: 'Redo', keys: 'Mod+Shift+Z Mod+Y' },
  { id: 'tidy', title: 'Tidy', keys: '' },
  { id: 'new', title: 'New workflow', keys: 'Mod+N Alt+N' },
]
const browser = { mac: false, browser: true }
const program = { mac: false, browser: false }

test.each([
  ['Esc', browser, false],
  ['Tab', program, false],
  ['Shift+Left', program, false],
  ['Mod+W', browser, false],
  ['Mod+T', browser, false],
  ['Mod+Shift+N', browser, false],
  ['Mod+W', program, true],
  ['Meta+L', program, false],
  ['Alt+Left', program, true],
  ['Mod+Shift+G', browser, true],
  ['F7', browser, true],
])('whether the user can choose %s: %o: %s', (keys, platform, ok) => {
  expect(checkKeys(keys, platform).ok).toBe(ok)
})

test('every command has default keys that the user could choose, or that the browser reserves', () => {
  const refused = all.flatMap(({ keys }) =>
    keys.split(' ').filter((one) => one !== '' && !checkKeys(one, program).ok),
  )
  expect(refused).toEqual([])
})

test('keys that are given to another command call nothing else, and the other keys of the first command still work', () => {
  const shortcuts = bind(commands, {}, 'tidy', 'Mod+Y')
  expect(shortcuts).toEqual({ tidy: 'Mod+Y', redo: 'Mod+Shift+Z' })
  expect(conflictsOf(commands, shortcuts, 'redo', 'Mod+Y').map(({ id }) => id)).toEqual(['tidy'])
})

test('resetting the keys restores both commands, and stores nothing', () => {
  const given = bind(commands, {}, 'tidy', 'Mod+G')
  expect(given).toEqual({ tidy: 'Mod+G', group: '' })
  expect(unbind(commands, given, 'group')).toEqual({})
  expect(bind(commands, given, 'group', 'Mod+G')).toEqual({})
})

test('a command can be without keys, and others that have none are no conflict', () => {
  const shortcuts = bind(commands, {}, 'group', '')
  expect(shortcuts).toEqual({ group: '' })
  expect(conflictsOf(commands, shortcuts, 'group', 'Mod+G')).toEqual([])
})

test('what the browser keeps for itself is not shown as a way to call a command', () => {
  const found = commands.find(({ id }) => id === 'new') ?? { id: '', title: '', keys: '' }
  expect(workingKeys(found, {}, browser)).toEqual(['Alt+N'])
  expect(workingKeys(found, {}, program)).toEqual(['Mod+N', 'Alt+N'])
})
