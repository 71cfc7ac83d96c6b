import { describe, expect, test } from 'vitest'
import type { QueueState, RunRow } from '#shared/api/records.ts'
import { endedRuns, runEndText, isNews, mendedRuns, pageTitle } from './notifyRunEnds.ts'

const row = (id: string, state: QueueState): RunRow => ({
  id,
  name: id,
  workflow: null,
  mode: 'practice',
  state,
  queuedAt: 0,
  startedAt: null,
  finishedAt: null,
  cost: null,
  node: null,
})

describe('the end of a run is reported', () => {
  test('once, when it was open before', () => {
    const before = [row('a', 'running'), row('b', 'queued'), row('c', 'done')]
    const after = [row('a', 'done'), row('b', 'cancelled'), row('c', 'done')]
    expect(endedRuns(before, after).map(({ id }) => id)).toEqual(['a', 'b'])
    expect(endedRuns(after, after)).toEqual([])
  })

  test('not for runs that ended before the page was opened', () => {
    expect(endedRuns([], [row('a', 'failed')])).toEqual([])
  })
})

test('the failure of a run is dismissed when the run continues or is removed', () => {
  const rows = [row('a', 'failed'), row('b', 'running'), row('d', 'partial')]
  expect(mendedRuns(['a', 'b', 'c', 'd'], rows)).toEqual(['b', 'c'])
})

test.each([
  ['a short run that was watched', { startedAt: 1000, finishedAt: 11_000 }, false, false],
  ['a short run that nobody saw', { startedAt: 1000, finishedAt: 11_000 }, true, true],
  ['a long run', { startedAt: 1000, finishedAt: 11_001 }, false, true],
  ['what was cancelled', { state: 'cancelled', startedAt: 1000, finishedAt: 2000 }, false, true],
] as const)('the end is reported or not: %s', (_, change, hidden, news) => {
  expect(isNews({ ...row('a', 'done'), ...change }, hidden)).toBe(news)
})

test.each([
  ['Harbour', [row('a', 'running')], '▶ Harbour – Patchbay'],
  ['Harbour', [row('b', 'running'), { ...row('a', 'running'), asking: true }], '? Harbour – Patchbay'],
  ['Harbour', [row('a', 'done')], 'Harbour – Patchbay'],
  [undefined, [], 'Patchbay'],
] as const)('the title with %s', (name, rows, title) => {
  expect(pageTitle(name, rows)).toBe(title)
})

test.each([
  [row('Harbour', 'done'), 'Harbour is done.'],
  [row('Harbour', 'failed'), 'Harbour has failed.'],
  [row('Harbour', 'partial'), 'Harbour is done in part.'],
  [
    { ...row('Harbour', 'failed'), unknown: true as const },
    'Harbour has a job in an unknown state. It may have been accepted and charged.',
  ],
])('the end of %o is a sentence', (ended, text) => {
  expect(runEndText(ended)).toBe(text)
})
