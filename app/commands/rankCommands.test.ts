import { expect, test } from 'vitest'
import { rankCommands } from './rankCommands.ts'

const commands = [
  { title: 'Zoom to fit selection or all', group: 'View' },
  { title: 'Unselect', group: 'Edit' },
  { title: 'Select all', group: 'Edit' },
  { title: 'Save', group: 'File' },
]
const titles = (query: string) => rankCommands(commands, query).map(({ title }) => title)

test.each([
  ['', ['Zoom to fit selection or all', 'Unselect', 'Select all', 'Save']],
  ['sel', ['Select all', 'Zoom to fit selection or all', 'Unselect']],
  ['all sel', ['Select all', 'Zoom to fit selection or all']],
  ['file', ['Save']],
  ['slt', []],
])('“%s” finds the commands whose words begin with it first', (query, found) => {
  expect(titles(query)).toEqual(found)
})
