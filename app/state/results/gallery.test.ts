import { expect, test } from 'vitest'
import type { ResultRow } from '#shared/api/records.ts'
import { fakeMedia } from '#shared/testing/media.ts'
import { withNewest, withOlder } from './gallery.ts'

const row = (number: number): ResultRow => ({
  media: fakeMedia(number),
  run: `r${number}`,
  workflowName: 'Harbour',
  node: 'a',
  nodeTitle: 'Generate',
  nodeType: 'test/draw',
  port: 'image',
  at: number,
  took: null,
  mode: 'practice',
  engine: 'runcomfy',
  modelId: null,
  cost: null,
  requestId: null,
  inputs: {},
})
const rows = (...numbers: readonly number[]): readonly ResultRow[] => numbers.map(row)

test.each([
  ['nothing new', [3, 2, 1], [3, 2], false, [3, 2, 1], 0, false],
  ['two new ones', [2, 1], [4, 3, 2], false, [4, 3, 2, 1], 2, false],
  ['a full page that reaches what is known', [2, 1], [4, 3, 2], true, [4, 3, 2, 1], 2, false],
  ['a full page of new ones, which may leave a gap', [2, 1], [9, 8, 7], true, [9, 8, 7], 3, true],
  ['the first one of all', [], [1], false, [1], 1, false],
])('%s: the newest page goes before the known rows', (_, loaded, page, full, after, fresh, gap) => {
  expect(withNewest(rows(...loaded), rows(...page), full)).toEqual({ rows: rows(...after), fresh, gap })
})

test('an older page goes after them, and the rows that it shares with the last one occur once', () => {
  expect(withOlder(rows(4, 3), rows(3, 2, 1))).toEqual(rows(4, 3, 2, 1))
})
