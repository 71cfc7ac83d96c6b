import { expect, test } from 'vitest'
import type { ResultRow } from '#shared/api/records.ts'
import { fakeMedia } from '#shared/testing/media.ts'
import { rowsToCompare } from './rowsToCompare.ts'

const made = (at: number, node: string, workflowName = 'Harbour'): ResultRow => ({
  media: fakeMedia(at),
  run: `r${at}`,
  workflowName,
  node,
  nodeTitle: node,
  nodeType: 'test/draw',
  port: 'image',
  at,
  took: null,
  mode: 'practice',
  engine: null,
  modelId: null,
  cost: null,
  requestId: null,
  inputs: {},
})
const { sha256: viewed } = fakeMedia(2)
const times = (rows: readonly ResultRow[]) => rows.map(({ at }) => at)

test('the other versions of a node come first, also those that are not loaded yet', () => {
  const rows = [made(9, 'other'), made(8, 'gen'), made(7, 'other')]
  const versions = [made(1, 'gen'), made(2, 'gen'), made(8, 'gen')]
  expect(times(rowsToCompare(rows, versions, viewed))).toEqual([8, 2, 1, 9, 7])
})

test('of a picture that was opened elsewhere, the results of its node come first', () => {
  const rows = [made(9, 'other'), made(8, 'gen'), made(7, 'gen', 'Else'), made(2, 'gen')]
  expect(times(rowsToCompare(rows, [], viewed))).toEqual([8, 2, 9, 7])
  expect(times(rowsToCompare(rows, [made(1, 'third')], viewed))).toEqual([8, 2, 9, 7])
})

test('a picture that no run made changes nothing', () => {
  const rows = [made(9, 'other'), made(8, 'gen')]
  expect(rowsToCompare(rows, [], viewed)).toEqual(rows)
})
