import { beforeEach, expect, test } from 'vitest'
import type { RunEvent } from '#shared/run/run.ts'
import type { RunRow } from '#shared/api/records.ts'
import type { Editor } from '../base/editor.ts'
import { createParts } from '../base/editor.ts'
import { replay, setRows } from '../state/runs/runs.ts'
import { notifyContinuingJobs } from './notifyContinuingJobs.ts'

let editor: Editor
beforeEach(() => {
  editor = createParts()
})

const at = 0
const startEvents: readonly RunEvent[] = [
  { type: 'run.started', run: 'r', workflow: 'Harbour', at, nodes: ['a', 'b'], seeds: {} },
  { type: 'step.started', node: 'a', at, items: 1 },
  { type: 'step.started', node: 'b', at, items: 1 },
]
const cancelled = (node: string): RunEvent => ({ type: 'step.cancelled', node, at, cost: null })
/** Its job had started. */
const cancelledStep = (node: string): RunEvent => ({
  type: 'step.cancelled',
  node,
  at,
  cost: null,
  goesOn: true,
})

test.each<[string, readonly RunEvent[], readonly string[]]>([
  ['nothing, where every job could be cancelled', [cancelled('a'), cancelled('b')], []],
  [
    'one job that had started',
    [cancelledStep('a'), cancelled('b')],
    ['Cancelled. The job had started, so it continues and will be charged.'],
  ],
  [
    'several',
    [cancelledStep('a'), cancelledStep('b')],
    ['Cancelled. 2 nodes had jobs that had started. They continue at the engine and will be charged.'],
  ],
])('of a cancelled run this is reported: %s', (_, events, text) => {
  const messages: string[] = []
  const stop = notifyContinuingJobs(editor, (message) => {
    messages.push(message)
    return () => undefined
  })
  replay(editor, 'r', startEvents)
  replay(editor, 'r', events)
  stop()
  expect(messages).toEqual(text)
})

test('a run that was cancelled before the page was opened is not reported', () => {
  const messages: string[] = []
  const stop = notifyContinuingJobs(editor, (message) => {
    messages.push(message)
    return () => undefined
  })
  replay(editor, 'r', [...startEvents, cancelledStep('a')])
  stop()
  expect(messages).toEqual([])
})

test('the message disappears when the job has ended', () => {
  const messages: string[] = []
  const stop = notifyContinuingJobs(editor, (message) => {
    messages.push(message)
    return () => void messages.pop()
  })
  const row = (jobs: RunRow['jobs']): RunRow => ({
    id: 'r',
    name: 'Harbour',
    workflow: null,
    mode: 'live',
    state: 'cancelled',
    queuedAt: at,
    startedAt: at,
    finishedAt: at,
    cost: null,
    node: null,
    jobs,
  })
  const job = {
    job: 'j',
    engine: 'fal',
    node: 'a',
    title: 'Repaint',
    requestId: 'q',
    cost: null,
    media: null,
  }
  replay(editor, 'r', startEvents)
  replay(editor, 'r', [cancelledStep('a')])
  expect(messages).toHaveLength(1)
  setRows(editor, [row([{ ...job, state: 'goes on' }])])
  expect(messages).toHaveLength(1)
  setRows(editor, [row([{ ...job, state: 'arrived' }])])
  stop()
  expect(messages).toEqual([])
})
