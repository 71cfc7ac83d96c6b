import { expect, test } from 'vitest'
import { checkPattern, dateParts, fileName, folderPath } from './pattern.ts'

const parts = {
  workflow: 'Harbour/../../x',
  node: 'Save image',
  seed: '42',
  date: '2026-03-09',
  time: '14-05-59',
  n: '3',
}

test.each([
  ['{n}', '3'],
  ['{node} {n}', 'Save image 3'],
  ['{workflow}', 'Harbour-..-..-x'],
  ['{date}_{time}_{seed}', '2026-03-09_14-05-59_42'],
  ['a/b', 'a-b'],
  ['{other} {n', '{other} {n'],
  ['', 'picture'],
  ['{{n}}', '{3}'],
])('the name of %j is %j', (pattern, name) => {
  expect(fileName(pattern, parts)).toBe(name)
})

test('a missing seed leaves no gap', () => {
  expect(fileName('{node} {seed} {n}', { ...parts, seed: '' })).toBe('Save image 3')
})

test('the value of a placeholder is not expanded again', () => {
  expect(fileName('{workflow}', { ...parts, workflow: '{n}' })).toBe('{n}')
})

test.each([
  ['', ''],
  ['.', ''],
  ['/', ''],
  ['{date}', '2026-03-09'],
  ['{date}/{node}', '2026-03-09/Save image'],
  ['a\\b/c', 'a/b/c'],
  ['../../up', 'up'],
  ['/etc/cron.d', 'etc/cron.d'],
  ['C:\\Windows', 'C-/Windows'],
  ['a//b/', 'a/b'],
  ['{workflow}/x', 'Harbour-..-..-x/x'],
  ['nul/x', '_nul/x'],
])('the folder of %j is %j', (pattern, folder) => {
  expect(folderPath(pattern, parts)).toBe(folder)
})

test('an unknown placeholder is named before the run', () => {
  const known = '{workflow} {node} {seed} {date} {time} {n}'
  expect(checkPattern(known)).toBeNull()
  expect(checkPattern('{n} {sed}')).toBe(`"{sed}" is not a part of a name. Use ${known}`)
})

test("date and time are in the host's time zone, with two digits each", () => {
  expect(dateParts(new Date(2026, 2, 9, 4, 5, 6).getTime())).toEqual({ date: '2026-03-09', time: '04-05-06' })
})
