import { expect, test } from 'vitest'
import { createRowsDiff, mergeRows } from './mergeRows.ts'
import type { RunRow } from './records.ts'

const row = (id: string, change: Partial<RunRow> = {}): RunRow => ({
  id,
  name: 'Harbour',
  workflow: null,
  mode: 'practice',
  state: 'done',
  queuedAt: 1,
  startedAt: 1,
  finishedAt: 2,
  cost: null,
  node: null,
  ...change,
})

const states: readonly (readonly RunRow[])[] = [
  [],
  [row('a', { state: 'queued' })],
  [row('a', { state: 'running' }), row('b', { state: 'queued' })],
  [row('a', { state: 'running', node: { title: 'Draw', more: 0 } }), row('b', { state: 'queued' })],
  [row('b', { state: 'running' }), row('a')],
  [row('a')],
]

test('what a host sends leads from each state to the next one', () => {
  const diff = createRowsDiff()
  let shown: readonly RunRow[] = []
  for (const rows of states) {
    const change = diff.next(rows)
    if (change !== null) shown = mergeRows(shown, change) ?? []
    expect(shown).toEqual(rows)
  }
})

test('only rows that differ are sent, and the order only when it does', () => {
  const diff = createRowsDiff()
  expect(diff.next([row('a', { state: 'running' }), row('b')])).toMatchObject({ order: ['a', 'b'] })
  const node = { title: 'Draw', more: 0 }
  expect(diff.next([row('a', { state: 'running', node }), row('b')])).toEqual({
    type: 'runs.changed',
    runs: [row('a', { state: 'running', node })],
  })
  expect(diff.next([row('a', { state: 'running', node }), row('b')])).toBeNull()
  expect(diff.next([row('c', { state: 'queued' }), row('b')])).toEqual({
    type: 'runs.changed',
    runs: [row('c', { state: 'queued' })],
    order: ['c', 'b'],
    waiting: ['c'],
  })
})

test('a page that lacks a row must request them all', () => {
  expect(mergeRows([], { type: 'runs.changed', runs: [], order: ['a'] })).toBeNull()
})
