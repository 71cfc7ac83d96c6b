import { describe, expect, test } from 'vitest'
import { createJobRows } from './jobRows.ts'
import { testLibrary } from './libraryFixture.ts'
import { firstEngine } from '#shared/catalogue/engineId.ts'
import type { JobPhase, JobState, Payer } from '#main/jobs/job.ts'
import { jobStates, practiceAccount } from '#main/jobs/job.ts'
import type { JobStore } from '#main/jobs/jobStore.ts'
import { createMemoryJobStore } from '#main/jobs/jobStore.ts'
import { body, jobOf, payer, phases, request } from '#main/jobs/leftFixture.ts'

const library = testLibrary()

/** Each kind of store, new; the one on the disk records the time 7. */
const stores: readonly (readonly [string, () => JobStore])[] = [
  ['in memory', createMemoryJobStore],
  ['in the library', () => createJobRows(library.database, () => 7)],
]

const ids = (jobs: readonly { readonly facts: { readonly id: string } }[]): string[] =>
  jobs.map(({ facts }) => facts.id)
const submitted = (requestId: string): JobPhase => ({ state: 'submitted', request: request(requestId) })

describe.each(stores)('jobs %s', (_where, create) => {
  test('are read back as they were, in every state', async () => {
    const store = create()
    for (const state of jobStates) await store.add(jobOf(phases[state], { id: state }), body)
    expect(jobStates.map((state) => store.get(state))).toEqual(
      jobStates.map((state) => jobOf(phases[state], { id: state })),
    )
    expect(store.get('another')).toBeNull()
  })

  test('are read back as the last transition left them', async () => {
    const store = create()
    await store.add(jobOf(phases.created), body)
    for (const state of jobStates) {
      await store.save(jobOf(phases[state]))
      expect(store.get('job1')).toEqual(jobOf(phases[state]))
      expect(store.list()).toEqual([jobOf(phases[state])])
    }
  })

  test('keep an output whatever it contains', async () => {
    const store = create()
    const output = {
      ...JSON.parse('{"__proto__": {"x": 1}, "constructor": null}'),
      text: '\u0000 \u{1F98A} \u2028 "\\',
      numbers: [0.1, 1e308, -5, 2 ** 53],
    }
    const job = jobOf({ state: 'completed', request: request(), output, cost: 0.0025 })
    await store.add(job, body)
    expect(JSON.stringify(store.get('job1'))).toBe(JSON.stringify(job))
  })

  test.each([[new Uint8Array()], [body], [Uint8Array.from({ length: 70_000 }, (_, index) => index)]])(
    'send the recorded bytes (%#)',
    async (bytes) => {
      const store = create()
      await store.add(jobOf(phases.submitted), bytes)
      const sent = store.body('job1')
      expect(sent === null ? null : Buffer.from(sent).equals(bytes)).toBe(true)
      expect(store.body('another')).toBeNull()
    },
  )

  test('are never overwritten by another with their id', async () => {
    const store = create()
    await store.add(jobOf(phases.submitted), body)
    await expect(async () => store.add(jobOf(phases.created), new Uint8Array())).rejects.toThrow(
      /already|UNIQUE/,
    )
    expect(store.get('job1')).toEqual(jobOf(phases.submitted))
  })

  test('that do not exist cannot change: a transition that is not stored must not be acted on', async () => {
    const store = create()
    await expect(async () => store.save(jobOf(phases.submitting))).rejects.toThrow('job1')
    expect(store.list()).toEqual([])
  })

  test.each<[JobState, boolean]>([
    ['created', true],
    ['submitting', true],
    ['submitted', true],
    ['in_queue', true],
    ['in_progress', true],
    ['completed', true],
    ['downloaded', true],
    ['cancelling', true],
    ['unknown', true],
    ['failed', false],
    ['cancelled', false],
    ['expired', false],
  ])('that are %s are found as equal: %s', async (state, found) => {
    const store = create()
    const job = jobOf(phases[state])
    await store.add(job, body)
    expect(store.findEqual({ engine: 'acme', account: 'account' }, job.facts.key)).toEqual(found ? job : null)
    expect(store.findEqual({ engine: 'acme', account: 'other' }, job.facts.key)).toBeNull()
    expect(store.findEqual({ engine: 'acme', account: 'account' }, 'other')).toBeNull()
  })

  test('are found as equal by the newest, whatever the clock said', async () => {
    const store = create()
    const { key } = jobOf(phases.created).facts
    await store.add(jobOf(submitted('r1'), { id: 'a', createdAt: 5000 }), body)
    await store.add(jobOf(phases.downloaded, { id: 'b', createdAt: 9000 }), body)
    await store.add(jobOf(phases.unknown, { id: 'c', createdAt: 10 }), body)
    await store.add(jobOf(phases.failed, { id: 'd', createdAt: 8000 }), body)
    expect(store.findEqual({ engine: 'acme', account: 'account' }, key)?.facts.id).toBe('c')
    await store.save(jobOf(phases.cancelled, { id: 'c', createdAt: 10 }))
    expect(store.findEqual({ engine: 'acme', account: 'account' }, key)?.facts.id).toBe('b')
  })

  test('are listed newest first, by state and run', async () => {
    const store = create()
    await store.add(jobOf(submitted('r1'), { id: 'a', run: 'one', createdAt: 3 }), body)
    await store.add(jobOf(phases.unknown, { id: 'b', run: 'two', createdAt: 2 }), body)
    await store.add(jobOf(submitted('r2'), { id: 'c', run: 'two', createdAt: 1, account: 'other' }), body)
    expect(ids(store.list())).toEqual(['c', 'b', 'a'])
    expect(ids(store.list({}))).toEqual(['c', 'b', 'a'])
    expect(ids(store.list({ states: ['submitted'] }))).toEqual(['c', 'a'])
    expect(ids(store.list({ run: 'two' }))).toEqual(['c', 'b'])
    expect(ids(store.list({ states: ['unknown', 'failed'], run: 'two' }))).toEqual(['b'])
    expect(ids(store.list({ states: [] }))).toEqual([])
  })

  test('are found by their requests, whatever becomes of them', async () => {
    const store = create()
    expect(store.ownerOf('r1', payer)).toBeNull()
    await store.add(jobOf(phases.created), body)
    for (const phase of [phases.submitted, phases.awaited, phases.downloaded, phases.failed] as const) {
      await store.save(jobOf(phase))
      expect(store.ownerOf('r1', payer)).toBe('job1')
    }
    expect(store.ownerOf('r2', payer)).toBeNull()
  })

  test('of two engines may have requests of one id, and so may practice and the real engine', async () => {
    const store = create()
    const facts = { a: {}, b: { engine: 'other' }, c: { account: practiceAccount } } as const
    for (const [id, own] of Object.entries(facts))
      await store.add(jobOf(submitted('r1'), { id, ...own }), body)
    const owner = (of: Partial<Payer>) => store.ownerOf('r1', { ...payer, ...of })
    expect([owner({}), owner({ engine: 'other' }), owner({ account: practiceAccount })]).toEqual([
      'a',
      'b',
      'c',
    ])
    expect(owner({ engine: 'third' })).toBeNull()
    // A new key reaches the requests of the one before.
    expect(owner({ account: 'another key' })).toBe('a')
  })

  test('of older records have the requests of the engine that there was', async () => {
    const store = create()
    const { engine: _, ...older } = jobOf(phases.submitted).facts
    await store.add({ facts: older, phase: phases.submitted }, body)
    expect(store.ownerOf('r1', { engine: firstEngine, account: 'account' })).toBe('job1')
    expect(store.ownerOf('r1', payer)).toBeNull()
  })

  test('release a request that was not theirs: another job may have it', async () => {
    const store = create()
    await store.add(jobOf(phases.created), body)
    await store.save(jobOf(phases.submitted))
    await store.save(jobOf(phases.unknown))
    expect(store.ownerOf('r1', payer)).toBeNull()
    await store.add(jobOf(phases.created, { id: 'job2' }), body)
    await store.save(jobOf(phases.submitted, { id: 'job2' }))
    expect(store.ownerOf('r1', payer)).toBe('job2')
  })
})
