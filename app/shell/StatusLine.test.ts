import { engineState } from '#shared/testing/engineState.ts'
import { createElement as draw } from 'react'
import { expect, test } from 'vitest'
import type { RunRow } from '#shared/api/records.ts'
import type { Run, Step } from '#shared/run/reduceRun.ts'
import { createParts } from '../base/editor.ts'
import { runsStore, setRows } from '../state/runs/runs.ts'
import { showsIn } from '../state/testing/showsIn.ts'
import type { View } from '../state/view.ts'
import { show } from '../state/view.ts'
import { StatusLine } from './StatusLine.tsx'

const row: RunRow = {
  id: 'r',
  name: 'Harbour',
  workflow: null,
  mode: 'live',
  state: 'running',
  queuedAt: 0,
  startedAt: 0,
  finishedAt: null,
  cost: null,
  node: null,
}
const waiting: RunRow = { ...row, id: 'w', state: 'queued', startedAt: null }

const done: Step = {
  phase: 'done',
  startedAt: 0,
  finishedAt: 1,
  outputs: {},
  reused: false,
  cost: null,
}
const run: Run = {
  id: 'r',
  workflow: '',
  phase: 'running',
  startedAt: 0,
  finishedAt: null,
  cost: null,
  seeds: {},
  steps: { a: done, b: { phase: 'waiting' }, c: { phase: 'waiting' } },
}

function shown(rows: readonly RunRow[], view: Partial<View> = {}): readonly string[] {
  const editor = createParts()
  setRows(editor, rows)
  editor.get(runsStore).setState({ runs: { r: run } })
  show(editor, { connection: 'connected', ...view })
  return showsIn(editor, draw(StatusLine))
}
const more = 'button "Show more of the queue"'

test.each<[string, readonly RunRow[], readonly string[]]>([
  ['nothing', [], ['button "status Idle"']],
  ['one that waits', [waiting], [more, 'button "status 1 waiting"']],
  [
    'one that goes on, and one behind it',
    [row, waiting],
    [more, 'button "status Running Harbour: 1 of 3 nodes, 1 waiting"'],
  ],
  [
    'one that asks for something',
    [{ ...row, asking: true }],
    [more, 'button "status Needs you"', 'button "Harbour needs you"'],
  ],
])('the status line shows %s', (_, rows, expected) => {
  expect(shown(rows)).toEqual(expected)
})

test('where the key was refused it says why jobs wait, and leads to the key', () => {
  const refusal = { code: 'account.key', message: 'The key was refused.' } as const
  expect(shown([waiting], { engines: [engineState({ refusal, key: { from: 'file' } })] })).toEqual([
    more,
    'button "status 1 waiting"',
    'alert',
    '⚠ Acme rejected the key. New jobs are paused.',
    'button "Try again"',
    'button "Enter another key"',
  ])
})

test('while the host is gone it claims nothing of runs, and says that they may go on', () => {
  expect(shown([{ ...row, asking: true }], { connection: 'lost' })).toEqual([
    more,
    'button "status Disconnected"',
    'button "Harbour needs you" off: Not available while the host is disconnected',
    'alert',
    '⚠ Lost connection to Patchbay. Reconnecting… Running jobs continue if it is still up.',
  ])
})
