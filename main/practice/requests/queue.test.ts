import { expect, test } from 'vitest'
import { createFakeClock } from '../testing/fakeClock.ts'
import type { PracticeRequest } from './request.ts'
import { createGates } from './gates.ts'
import { createQueue } from './queue.ts'

const start = 1_000_000

function setUp(
  workers = 1,
  work: (request: PracticeRequest) => Promise<string | null> = () => Promise.resolve(null),
) {
  const clock = createFakeClock(start)
  const ended: string[] = []
  const gates = createGates()
  const changes: string[] = []
  const queue = createQueue({
    clock,
    workers,
    pace: () => ({ queueMs: 10, runMs: 100 }),
    work,
    onEnd: ({ requestId, state }) => ended.push(`${requestId} ${state.phase}`),
    holds: (request) => gates.holds(request),
    onChange: () => changes.push(phases().join()),
  })
  const add = (requestId: string): void =>
    queue.add({ requestId, modelId: 'm', acceptedAt: clock.now(), input: {}, state: { phase: 'in_queue' } })
  const phases = (): string[] => queue.all().map(({ state }) => state.phase)
  return { clock, queue, add, phases, ended, gates, changes }
}

test('a request waits, is worked on and ends, at the times of its pace', async () => {
  const { clock, queue, add, phases, ended } = setUp()
  add('a')
  await clock.pass(9)
  expect(phases()).toEqual(['in_queue'])
  await clock.pass(1)
  expect(phases()).toEqual(['in_progress'])
  await clock.pass(99)
  expect(phases()).toEqual(['in_progress'])
  await clock.pass(1)
  expect(queue.find('a')?.state).toEqual({
    phase: 'completed',
    startedAt: start + 10,
    finishedAt: start + 110,
    error: null,
  })
  expect(ended).toEqual(['a completed'])
})

test('requests are worked on in their order, as many at once as there are workers', async () => {
  const { clock, queue, add, phases } = setUp(2)
  for (const id of ['a', 'b', 'c', 'd']) add(id)
  expect(['a', 'b', 'c', 'd'].map((id) => queue.position(id))).toEqual([0, 1, 2, 3])
  await clock.pass(10)
  expect(phases()).toEqual(['in_progress', 'in_progress', 'in_queue', 'in_queue'])
  expect(['a', 'c', 'd'].map((id) => queue.position(id))).toEqual([null, 0, 1])
  await clock.pass(100)
  expect(phases()).toEqual(['completed', 'completed', 'in_progress', 'in_progress'])
  await clock.pass(100)
  expect(phases()).toEqual(['completed', 'completed', 'completed', 'completed'])
})

test('a queued request is cancelled and those behind it move up', async () => {
  const { clock, queue, add, ended } = setUp()
  for (const id of ['a', 'b', 'c']) add(id)
  await clock.pass(10)
  expect(queue.cancel('b')).toBe(true)
  expect(queue.position('c')).toBe(0)
  expect(queue.find('b')?.state).toEqual({ phase: 'cancelled', finishedAt: start + 10 })
  await clock.pass(200)
  expect(ended).toEqual(['b cancelled', 'a completed', 'c completed'])
})

test('a request that runs, has ended or is not known cannot be cancelled', async () => {
  const { clock, queue, add } = setUp()
  add('a')
  await clock.pass(10)
  expect(queue.cancel('a')).toBe(false)
  await clock.pass(100)
  expect(queue.cancel('a')).toBe(false)
  expect(queue.cancel('z')).toBe(false)
})

test('work that fails ends the request with its error, and the next begins', async () => {
  const { clock, queue, add } = setUp(1, ({ requestId }) =>
    requestId === 'a' ? Promise.reject(new Error('no picture')) : Promise.resolve('not this either'),
  )
  add('a')
  add('b')
  await clock.pass(300)
  expect(queue.all().map(({ state }) => ('error' in state ? state.error : state.phase))).toEqual([
    'no picture',
    'not this either',
  ])
})

test('work that takes longer than the pace is awaited', async () => {
  const finish: (() => void)[] = []
  const { clock, add, phases } = setUp(1, () => new Promise((resolve) => finish.push(() => resolve(null))))
  add('a')
  await clock.pass(5000)
  expect(phases()).toEqual(['in_progress'])
  finish[0]?.()
  await clock.pass(0)
  expect(phases()).toEqual(['completed'])
})

test('a request that has ended is remembered, not worked on again', async () => {
  const { clock, queue, ended } = setUp()
  const old = {
    requestId: 'a',
    modelId: 'm',
    acceptedAt: 5,
    input: {},
    state: { phase: 'cancelled', finishedAt: 6 },
  } as const
  queue.add(old)
  await clock.pass(500)
  expect(queue.find('a')).toBe(old)
  expect(ended).toEqual([])
})

test('the same id is accepted once', async () => {
  const { clock, queue, add, ended } = setUp()
  add('a')
  add('a')
  await clock.pass(500)
  expect(queue.all()).toHaveLength(1)
  expect(ended).toEqual(['a completed'])
})

test('a closed queue starts nothing and emits nothing', async () => {
  const { clock, queue, add, ended } = setUp()
  add('a')
  add('b')
  await clock.pass(10)
  queue.close()
  await clock.pass(500)
  expect(ended).toEqual([])
  expect(queue.position('b')).toBe(0)
})

test('every change of a request is reported', async () => {
  const { clock, add, changes } = setUp()
  add('a')
  await clock.pass(200)
  expect(changes).toEqual(['in_queue', 'in_progress', 'completed'])
})

test('a request that is held in the queue lets others pass, can be cancelled, and starts when it is released', async () => {
  const { clock, queue, add, phases, gates } = setUp()
  gates.add({ state: 'in_queue' })
  for (const id of ['a', 'b', 'c']) add(id)
  await clock.pass(60_000)
  expect(phases()).toEqual(['in_queue', 'in_queue', 'in_queue'])
  const [, second] = queue.all()
  if (second !== undefined) gates.letThrough(second)
  queue.recheck()
  await clock.pass(100)
  expect(phases()).toEqual(['in_queue', 'completed', 'in_queue'])
  expect(queue.cancel('a')).toBe(true)
  gates.open()
  queue.recheck()
  await clock.pass(100)
  expect(phases()).toEqual(['cancelled', 'completed', 'completed'])
})

test('a request that is held at work releases its worker, and ends when it is released', async () => {
  const { clock, queue, add, phases, gates } = setUp()
  gates.add({ state: 'in_progress' })
  for (const id of ['a', 'b']) add(id)
  await clock.pass(60_000)
  expect(phases()).toEqual(['in_progress', 'in_progress'])
  expect(queue.cancel('a')).toBe(false)
  gates.open()
  queue.recheck()
  expect(queue.find('a')?.state).toEqual({
    phase: 'completed',
    startedAt: start + 10,
    finishedAt: start + 60_000,
    error: null,
  })
  expect(phases()).toEqual(['completed', 'completed'])
})

test('a request that is released while it is worked on ends with its work', async () => {
  const { clock, queue, add, phases, gates } = setUp()
  gates.add({ state: 'in_progress' })
  add('a')
  await clock.pass(50)
  gates.open()
  queue.recheck()
  expect(phases()).toEqual(['in_progress'])
  await clock.pass(60)
  expect(phases()).toEqual(['completed'])
})

test('a closed queue ends nothing that is released', async () => {
  const { clock, queue, add, gates, ended } = setUp()
  gates.add({ state: 'in_progress' })
  add('a')
  await clock.pass(500)
  queue.close()
  gates.open()
  queue.recheck()
  expect(ended).toEqual([])
})

test('a request at work ends at once when it may be cancelled there, and its work is dropped', async () => {
  const { clock, queue, add, ended } = setUp()
  add('a')
  await clock.pass(10)
  expect([queue.cancel('a'), queue.cancel('a', true), queue.cancel('a', true)]).toEqual([false, true, false])
  const state = { phase: 'cancelled', startedAt: start + 10, finishedAt: start + 10 }
  expect(queue.find('a')?.state).toEqual(state)
  await clock.pass(100)
  expect([queue.find('a')?.state, ended]).toEqual([state, ['a cancelled']])
})

test('a request that is held after its work can be cancelled there', async () => {
  const { clock, queue, add, gates, ended } = setUp()
  gates.add({ state: 'in_progress' })
  add('a')
  await clock.pass(110)
  expect(queue.cancel('a', true)).toBe(true)
  gates.open()
  queue.recheck()
  expect(ended).toEqual(['a cancelled'])
})
