import { expect, test } from 'vitest'
import type { RunEvent } from '#shared/run/run.ts'
import { createRunLog } from './runLog.ts'

const started: RunEvent = { type: 'run.started', run: 'r', workflow: '', at: 1, nodes: ['a'], seeds: {} }
const finished: RunEvent = { type: 'run.finished', state: 'done', at: 9, cost: null, outputs: {} }
const progress = (change: Partial<Extract<RunEvent, { type: 'step.progress' }>>): RunEvent => ({
  type: 'step.progress',
  node: 'a',
  at: 2,
  item: '0',
  ...change,
})

test('of an item’s progress the latest state of each property is kept, however often it was reported', () => {
  const log = createRunLog()
  log.add('r', started)
  log.add('r', progress({ status: 'in_queue', queuePosition: 4, requestId: 'q' }))
  for (let at = 3; at < 1000; at++) log.add('r', progress({ at, progress: at / 1000 }))
  log.add('r', progress({ at: 1000, item: '1', progress: 0.5 }))
  expect(log.read('r')).toEqual([
    started,
    progress({ at: 999, progress: 0.999, status: 'in_queue', queuePosition: 4, requestId: 'q' }),
    progress({ at: 1000, item: '1', progress: 0.5 }),
  ])
})

test('the end of a run is its last event', () => {
  const log = createRunLog()
  for (const event of [started, progress({ progress: 1 }), finished]) log.add('r', event)
  expect(log.read('r')).toEqual([started, finished])
})

test('that a job could not be cancelled is known even after its run is over', () => {
  const log = createRunLog()
  const uncancellable = progress({ status: 'not_cancellable', requestId: 'q' })
  const end: RunEvent = { type: 'step.cancelled', node: 'a', at: 8, cost: null }
  for (const event of [started, uncancellable, end, finished]) log.add('r', event)
  expect(log.read('r')).toEqual([started, uncancellable, end, finished])
})

test('the runs with the latest events are remembered, up to a limit', () => {
  const log = createRunLog(2)
  for (const run of ['a', 'b', 'a', 'c']) log.add(run, started)
  expect(['a', 'b', 'c'].map((run) => log.read(run) !== null)).toEqual([true, false, true])
})

test('a run that is forgotten begins again', () => {
  const log = createRunLog()
  log.add('r', finished)
  log.forget('r')
  expect(log.read('r')).toBeNull()
})
