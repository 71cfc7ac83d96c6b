import { expect, test } from 'vitest'
import type { HostEvent } from '#shared/api/contract.ts'
import type { RunEvent } from '#shared/run/run.ts'
import { followRuns } from './followRuns.ts'
import { createFakeElectron } from './testing/fakeElectron.ts'

const started: RunEvent = {
  type: 'run.started',
  run: 'r',
  workflow: 'Harbour',
  at: 0,
  nodes: ['a', 'b', 'c', 'd'],
  seeds: {},
}
const done = (node: string): RunEvent => ({
  type: 'step.done',
  node,
  at: 0,
  outputs: {},
  reused: false,
  cost: null,
})
const promptEvent: RunEvent = {
  type: 'step.asked',
  node: 'b',
  at: 0,
  item: '0',
  input: 'mask',
  words: 'Paint a mask',
  inputs: {},
}
const finished = (state: 'done' | 'failed' | 'cancelled'): RunEvent => ({
  type: 'run.finished',
  state,
  at: 0,
  cost: null,
  outputs: {},
})

function follow(focused: boolean) {
  const { electron, notes } = createFakeElectron()
  const bars: (number | null)[] = []
  let shown = 0
  let listener: (event: HostEvent) => void = () => {}
  const subscribe = (listen: typeof listener) => {
    listener = listen
    return () => {}
  }
  followRuns(electron, subscribe, {
    hasFocus: () => focused,
    show: () => void shown++,
    showProgress: (progress) => void bars.push(progress),
  })
  const send = (...events: RunEvent[]): void => listener({ type: 'run.events', run: 'r', events })
  return { send, listener: (event: HostEvent) => listener(event), notes, bars, shown: () => shown }
}

test('the dock shows the progress of the active runs, and nothing when they are over', () => {
  const { send, bars } = follow(true)
  send(started)
  send(done('a'))
  send(done('a'), done('b'))
  send(finished('done'))
  expect(bars).toEqual([0, 0.25, 0.5, null])
})

test('a run that ends without an event of its own leaves no progress bar', () => {
  const { send, listener, bars } = follow(true)
  send(started)
  const row = {
    id: 'r',
    name: 'Harbour',
    workflow: null,
    mode: 'practice',
    cost: null,
    node: null,
  } as const
  const times = { queuedAt: 0, startedAt: 0, finishedAt: null }
  listener({ type: 'runs.changed', runs: [{ ...row, ...times, state: 'interrupted' }] })
  expect(bars).toEqual([0, null])
})

test('a user who looks elsewhere is notified that a run is done, has failed, or waits for them', async () => {
  const { send, notes, shown } = follow(false)
  send(started, promptEvent)
  send(finished('failed'))
  send(started, finished('done'))
  expect(notes.map(({ title }) => title)).toEqual([
    'Harbour needs you',
    'Harbour has failed in part',
    'Harbour is done',
  ])
  await notes[0]?.events.happen('click')
  expect(shown()).toBe(1)
})

test('a user who looks at the window, or has cancelled the run, is not notified', () => {
  const here = follow(true)
  here.send(started, promptEvent, finished('done'))
  const elsewhere = follow(false)
  elsewhere.send(started, finished('cancelled'))
  expect([here.notes, elsewhere.notes]).toEqual([[], []])
})
