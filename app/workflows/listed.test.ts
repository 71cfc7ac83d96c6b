import { expect, test } from 'vitest'
import type { WorkflowEntry } from '#shared/api/records.ts'
import { listed } from './listed.ts'

const entry = (name: string, savedAt: number): WorkflowEntry => ({
  id: name,
  name,
  savedAt,
  version: 'v',
  draft: false,
})
const entries = [entry('Old harbour', 1), entry('Forest', 2), entry('Harbour at dawn', 3)]
const names = (search: string): readonly string[] => listed(entries, search).map(({ name }) => name)

test.each([
  ['', ['Harbour at dawn', 'Forest', 'Old harbour']],
  ['harbour', ['Harbour at dawn', 'Old harbour']],
  ['  HARBOUR old ', ['Old harbour']],
  ['sea', []],
])('a search for %j finds %j, the latest first', (search, found) => {
  expect(names(search)).toEqual(found)
})
