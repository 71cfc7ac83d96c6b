import { describe, expect, test } from 'vitest'
import type { QueueState, RunRow } from '#shared/api/records.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { editorOn } from '../state/testing/showsIn.ts'
import { endedRuns, runEndText, isOnCanvas, mendedRuns, pageTitle } from './notifyRunEnds.ts'

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

test.each<[string, Partial<RunRow>, boolean]>([
  ['its own run', { id: 'run' }, true],
  ['a run of its workflow from elsewhere', { id: 'other', workflow: 'tab' }, true],
  ['a run of another workflow', { id: 'other', workflow: 'w' }, false],
  ['a run of no known workflow', { id: 'other' }, false],
])('the canvas shows how a run ended that is %s: %o', (_, change, shown) => {
  const editor = editorOn({ workflow: workflowOf({}), steps: {} })
  expect(isOnCanvas(editor, { ...row('a', 'done'), ...change })).toBe(shown)
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
  [row('Harbour', 'done'), 'Harbour finished.'],
  [row('Harbour', 'failed'), 'Harbour failed.'],
  [row('Harbour', 'partial'), 'Harbour finished in part.'],
  [
    { ...row('Harbour', 'failed'), unknown: true as const },
    'Harbour has a job in an unknown state. It may have been accepted and charged.',
  ],
])('the end of %o is a sentence', (ended, text) => {
  expect(runEndText(ended)).toBe(text)
})
