import { expect, test } from 'vitest'
import { recordLog } from '#shared/testing/recordLog.ts'
import type { Job } from './job.ts'
import { createMemoryJobStore } from './jobStore.ts'
import { watchJobs } from './watchedJobs.ts'

const job: Job = {
  facts: {
    id: 'j',
    key: 'k',
    modelId: 'm',
    bodySha256: '',
    bodyBytes: 0,
    account: 'a',
    run: 'r',
    node: 'n',
    item: '0',
    createdAt: 1,
  },
  phase: { state: 'created', tries: 0 },
}

test('subscribers are notified of a transition once it is stored, until they unsubscribe', async () => {
  const memory = createMemoryJobStore()
  const { store, watch } = watchJobs(memory)
  const received: (Job | null)[] = []
  const stop = watch(({ facts }) => void received.push(memory.get(facts.id)))
  await store.add(job, new Uint8Array())
  const next: Job = { ...job, phase: { state: 'created', tries: 1 } }
  await store.save(next)
  stop()
  await store.save(job)
  expect(received).toEqual([next])
})

test('a transition that was not stored notifies nobody', () => {
  const { store, watch } = watchJobs(createMemoryJobStore())
  const received: Job[] = []
  watch((one) => void received.push(one))
  expect(() => store.save(job)).toThrow('there is no job j')
  expect(received).toEqual([])
})

test('with an asynchronous store, subscribers are notified after the write', async () => {
  const written = Promise.withResolvers<void>()
  const { store, watch } = watchJobs({ ...createMemoryJobStore(), save: () => written.promise })
  const received: Job[] = []
  watch((one) => void received.push(one))
  const saving = store.save(job)
  expect(received).toEqual([])
  written.resolve()
  await saving
  expect(received).toEqual([job])
})

test('a failing listener does not affect what was stored, others are notified nevertheless, and it is logged', async () => {
  const memory = createMemoryJobStore()
  const lines: unknown[] = []
  const { store, watch } = watchJobs(
    memory,
    recordLog((...line) => lines.push(line)),
  )
  const received: Job[] = []
  const fault = new Error('the list of runs cannot be read')
  watch(() => {
    throw fault
  })
  watch((one) => void received.push(one))
  await store.add(job, new Uint8Array())
  await store.save({ ...job, phase: { state: 'created', tries: 1 } })
  expect(received).toEqual([{ ...job, phase: { state: 'created', tries: 1 } }])
  expect(lines).toEqual([['error', 'listener.threw', { of: 'job', job: 'j', error: fault }]])
})
