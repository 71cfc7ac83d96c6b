import { beforeEach, expect, test } from 'vitest'
import type { QueueState, RunRow } from '#shared/api/records.ts'
import type { RunJob } from '#shared/api/runJobs.ts'
import type { RunEvent } from '#shared/run/run.ts'
import type { Editor } from '../../base/editor.ts'
import { createParts } from '../../base/editor.ts'
import { replay, runsStore, setRows } from './runs.ts'
import { hasEnded, jobsMoved } from './jobsMoved.ts'

let editor: Editor
beforeEach(() => {
  editor = createParts()
})

const at = 0
const startEvents: readonly RunEvent[] = [
  { type: 'run.started', run: 'r', workflow: 'Harbour', at, nodes: ['a', 'b'], seeds: {} },
  { type: 'step.started', node: 'a', at, items: 4 },
  { type: 'step.progress', node: 'a', at, item: '0', status: 'in_queue', queuePosition: 3 },
]
const late: RunJob = {
  job: 'j',
  engine: 'fal',
  node: 'a',
  title: 'Generate',
  state: 'goes on',
  requestId: 'q',
  cost: null,
  media: null,
}
const list = (state: QueueState, cost: number | null = null, more: Partial<RunRow> = {}): void =>
  setRows(editor, [
    {
      id: 'r',
      name: 'Harbour',
      workflow: null,
      mode: 'practice',
      state,
      queuedAt: 0,
      startedAt: 0,
      finishedAt: null,
      cost,
      node: null,
      ...more,
    },
  ])

test.each<[string, () => void, boolean]>([
  [
    'a job ends',
    () => replay(editor, 'r', [{ type: 'step.item', node: 'a', at, item: '1', state: 'done' }]),
    true,
  ],
  [
    'a job is submitted',
    () => replay(editor, 'r', [{ type: 'step.progress', node: 'a', at, item: '2', status: 'in_queue' }]),
    true,
  ],
  [
    'a node ends',
    () => replay(editor, 'r', [{ type: 'step.done', node: 'a', at, outputs: {}, reused: false, cost: null }]),
    true,
  ],
  ['a node begins', () => replay(editor, 'r', [{ type: 'step.started', node: 'b', at, items: 1 }]), true],
  ['a run ends', () => list('done'), true],
  [
    'a job moves up in the queue',
    () => replay(editor, 'r', [{ type: 'step.progress', node: 'a', at, item: '0', queuePosition: 2 }]),
    false,
  ],
  [
    'a job gets on',
    () => replay(editor, 'r', [{ type: 'step.progress', node: 'a', at, item: '0', progress: 0.5 }]),
    false,
  ],
  ['a job goes on after its run', () => list('running', null, { jobs: [late] }), true],
  ['a row has other figures', () => list('running', 0.01), false],
])('when %s, the cost of a run may have changed: %o', (_, happen, moved) => {
  list('running')
  replay(editor, 'r', startEvents)
  const before = editor.get(runsStore).getState()
  happen()
  expect(jobsMoved(editor.get(runsStore).getState(), before)).toBe(moved)
})

test.each<[string, () => void, boolean]>([
  ['its row says so', () => list('done'), true],
  ['its row is gone', () => setRows(editor, []), true],
  [
    'its last event has come',
    () => replay(editor, 'r', [{ type: 'run.finished', state: 'done', at, cost: null, outputs: {} }]),
    true,
  ],
  [
    'one of its nodes has ended',
    () => replay(editor, 'r', [{ type: 'step.done', node: 'a', at, outputs: {}, reused: false, cost: null }]),
    false,
  ],
  ['it has begun', () => list('running', null, { jobs: [late] }), false],
])('a run has ended when %s: %o', (_, happen, ended) => {
  list('running')
  replay(editor, 'r', startEvents)
  const before = editor.get(runsStore).getState()
  happen()
  expect(hasEnded(editor.get(runsStore).getState(), before)).toBe(ended)
})
