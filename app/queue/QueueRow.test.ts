import { createElement as draw } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { RunRow } from '#shared/api/records.ts'
import { engineState } from '#shared/testing/engineState.ts'
import { fakeMedia } from '#shared/testing/media.ts'
import type { RunJob } from '#shared/api/runJobs.ts'
import { createParts } from '../base/editor.ts'
import { showsIn } from '../state/testing/showsIn.ts'
import { show } from '../state/view.ts'
import type { QueueRowProps } from './QueueRow.tsx'
import { QueueRow } from './QueueRow.tsx'
import { looksStore, withoutLook } from './runLooks.ts'

beforeEach(() => vi.useFakeTimers({ now: 5400 }))
afterEach(() => vi.useRealTimers())

const row: RunRow = {
  id: 'r',
  name: 'Harbour',
  workflow: null,
  mode: 'live',
  state: 'queued',
  queuedAt: 0,
  startedAt: null,
  finishedAt: null,
  cost: null,
  node: null,
}
const plain = engineState()
const listing = engineState({
  id: 'lists',
  capabilities: { ...plain.capabilities, findsLostSubmits: 'by listing' },
})
const running = { state: 'running', startedAt: 1400 } as const
const ended = { startedAt: 1000, finishedAt: 3500 } as const

function shown(
  change: Partial<RunRow>,
  line?: QueueRowProps['line'],
  connection: 'connected' | 'lost' = 'connected',
) {
  const editor = createParts()
  show(editor, { connection, engines: [plain, listing] })
  return showsIn(editor, draw(QueueRow, { row: { ...row, ...change }, ...(line && { line }) }))
}

test.each<[string, Partial<RunRow>, readonly string[]]>([
  ['waits can be cancelled', {}, ['Waiting · just now', 'button "Cancel Harbour"']],
  ['goes on can be cancelled', running, ['Running · 4.0 s', 'button "Cancel Harbour"']],
  [
    'asks for something leads to the answer',
    { ...running, asking: true },
    ['Needs you · 4.0 s', 'button "Show what Harbour asks"', 'button "Cancel Harbour"'],
  ],
  [
    'was interrupted can be finished or cancelled, and not be removed',
    { state: 'interrupted', startedAt: 1000 },
    ['Interrupted · just now', 'button "Finish Harbour"', 'button "Cancel Harbour"'],
  ],
  [
    'failed can be tried again or removed',
    { ...ended, state: 'failed', cost: 0.02 },
    [
      'Failed · 2.5 s · $0.02 · just now',
      'button "Try Harbour again"',
      'button "Remove Harbour from the history"',
    ],
  ],
  [
    'may have been charged says so',
    { ...ended, state: 'failed', unknown: true },
    [
      'Unknown, may have been charged · 2.5 s · just now',
      'button "Try Harbour again"',
      'button "Remove Harbour from the history"',
    ],
  ],
  [
    'is done can only be removed',
    { ...ended, state: 'done' },
    ['Done · 2.5 s · just now', 'button "Remove Harbour from the history"'],
  ],
  [
    'was cancelled can only be removed',
    { ...ended, state: 'cancelled' },
    ['Cancelled · 2.5 s · just now', 'button "Remove Harbour from the history"'],
  ],
])('a run that %s', (_, change, expected) => {
  expect(shown(change)).toEqual(['Harbour', ...expected, 'button "Open Harbour as it was"'])
})

test('a run whose prompt is known is named by it', () => {
  const editor = createParts()
  show(editor, { connection: 'connected', engines: [plain] })
  const look = { media: fakeMedia(1), prompt: 'A red lighthouse', of: 'done' }
  editor.get(looksStore).setState({ r: look })
  const lines = showsIn(editor, draw(QueueRow, { row: { ...row, ...ended, state: 'done' } }))
  expect(lines.slice(0, 2)).toEqual(['A red lighthouse', 'Harbour · Done · 2.5 s · just now'])
})

test('the looks of runs are loaded some at a time, and again when a run has ended', () => {
  const rows = Array.from({ length: 60 }, (_, at): RunRow => ({ ...row, id: `r${at}` }))
  expect(withoutLook(rows, {})).toHaveLength(50)
  const of = 'queued null'
  expect(withoutLook(rows, Object.fromEntries(rows.map(({ id }) => [id, { of }])))).toEqual([])
  expect(withoutLook([{ ...row, ...ended, state: 'done' }], { r: { of } })).toHaveLength(1)
})

test('a waiting run can only be moved where there is a position', () => {
  const moves = (index: number, length: number) =>
    shown({}, { index, length }).filter((line) => line.includes('button "Run'))
  expect(moves(0, 1)).toEqual([])
  expect(moves(0, 2)).toEqual(['button "Run Harbour earlier" off', 'button "Run Harbour later"'])
  expect(moves(1, 2)).toEqual(['button "Run Harbour earlier"', 'button "Run Harbour later" off'])
})

test('while the host is unreachable nothing is claimed about a run, and it has no actions', () => {
  const why = 'off: Not available while the host is disconnected'
  expect(shown({ ...running, asking: true }, undefined, 'lost')).toEqual([
    'Harbour',
    'Unknown while the host is disconnected',
    `button "Show what Harbour asks" ${why}`,
    `button "Cancel Harbour" ${why}`,
    `button "Open Harbour as it was" ${why}`,
  ])
})

const job: RunJob = {
  job: 'j',
  engine: 'acme',
  node: 'n',
  title: 'Repaint',
  state: 'unknown',
  requestId: null,
  cost: null,
  media: null,
}

test.each<[RunJob['state'], Partial<RunJob>, string, readonly string[]]>([
  [
    'unknown',
    {},
    'It is unknown whether the engine accepted this job. It may have been charged, so it is not submitted again.',
    ['button "Enter the request id"', 'button "Submit again (may be charged twice)"'],
  ],
  [
    'unknown',
    { engine: 'lists' },
    'It is unknown whether the engine accepted this job. It may have been charged, so it is not submitted again.',
    ['button "Look for it"', 'button "Enter the request id"', 'button "Submit again (may be charged twice)"'],
  ],
  [
    'awaited',
    { requestId: 'q' },
    'The engine reports the job as done, but the output has not arrived yet. It is not paid for again.',
    ['button "Request the output of Repaint again"'],
  ],
  ['goes on', { requestId: 'q' }, 'The job had started, so it continues and will be charged.', []],
  [
    'arrived',
    { requestId: 'q', cost: 0.03, media: fakeMedia(1) },
    'Its result arrived after the run had ended and cost $0.03.',
    ['button "Show the result of Repaint"'],
  ],
])(
  'for a job that is "%s" its outcome is shown, with only the actions that help',
  (state, change, text, buttons) => {
    const lines = shown({ ...ended, state: 'done', jobs: [{ ...job, state, ...change }] })
    expect(lines.slice(4)).toEqual(['Repaint:', text, ...buttons])
  },
)
