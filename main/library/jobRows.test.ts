import { hash } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Job, JobPhase } from '../jobs/job.ts'
import { jobStates } from '../jobs/job.ts'
import type { JobStore } from '../jobs/jobStore.ts'
import { createMemoryJobStore } from '../jobs/jobStore.ts'
import { createJobRows } from './jobRows.ts'
import { testLibrary } from './libraryFixture.ts'

const library = testLibrary()
let now: number
beforeEach(() => {
  now = 5000
})
const rows = (): JobStore => createJobRows(library.database, () => now)

const payer = { engine: 'acme', account: 'me' }
const body = Uint8Array.from([123, 0, 255, 125])

function jobOf(id: string, phase: JobPhase, facts: Partial<Job['facts']> = {}): Job {
  return {
    facts: {
      id,
      key: 'k1',
      engine: 'acme',
      modelId: 'model/a',
      bodySha256: hash('sha256', body),
      bodyBytes: body.length,
      account: 'me',
      run: 'run-1',
      node: 'node-1',
      item: '0',
      createdAt: 1000,
      ...facts,
    },
    phase,
  }
}

const request = (requestId: string) => ({
  requestId,
  statusUrl: null,
  resultUrl: null,
  cancelUrl: null,
  at: 2000,
})
const error = { code: 'job.failed', message: 'It failed.' } as const

/** Each state with all that belongs to it. */
const phases: { readonly [S in JobPhase['state']]: JobPhase } = {
  created: { state: 'created', tries: 2 },
  submitting: { state: 'submitting', tries: 1, at: 1500 },
  submitted: { state: 'submitted', request: request('q1') },
  in_queue: { state: 'in_queue', request: request('q1'), word: 'in_queue', queuePosition: 3 },
  in_progress: { state: 'in_progress', request: request('q1'), word: 'running', queuePosition: null },
  completed: { state: 'completed', request: request('q1'), output: { image: 'https://out/1' }, cost: 0.02 },
  awaited: {
    state: 'awaited',
    request: request('q1'),
    output: null,
    cost: 0.02,
    missing: ['image'],
    asks: 1,
    askAt: 3000,
  },
  downloaded: { state: 'downloaded', request: request('q1'), output: null, cost: null, media: [] },
  cancelling: { state: 'cancelling', request: request('q1') },
  failed: { state: 'failed', request: null, error, charged: 'no' },
  cancelled: { state: 'cancelled', request: request('q1'), charged: 'no' },
  expired: { state: 'expired', request: request('q1'), output: null, error },
  unknown: { state: 'unknown', evidence: error },
}

/** The ids of the jobs in a list. */
const ids = (jobs: readonly Job[]): readonly string[] => jobs.map(({ facts }) => facts.id)

describe('a job', () => {
  test.each(jobStates)('that is %s is there after a restart, with all that belongs to it', async (state) => {
    await rows().add(jobOf('j1', phases.created), body)
    await rows().save(jobOf('j1', phases[state]))
    library.restart()
    expect(rows().get('j1')).toEqual(jobOf('j1', phases[state]))
    expect(library.database.read('SELECT state, updated_at FROM jobs')).toEqual([{ state, updated_at: 5000 }])
  })

  test('keeps the bytes that it sends, to the last', async () => {
    await rows().add(jobOf('j1', phases.created), body)
    library.restart()
    expect(rows().body('j1')).toEqual(body)
    expect(rows().body('j2')).toBeNull()
    expect(rows().get('j2')).toBeNull()
  })

  test('whose bytes differ from the recorded ones is not sent', async () => {
    await rows().add(jobOf('j1', phases.created), body)
    library.database.write(`UPDATE jobs SET body = x'7b01ff7d'`)
    expect(() => rows().body('j1')).toThrowError(
      expect.objectContaining({
        code: 'library.broken',
        message: 'The library is damaged: what the job j1 sends is not as it was written.',
      }) as Error,
    )
    await rows().save(jobOf('j1', phases.submitted))
    expect(rows().body('j1')).not.toBeNull()
  })

  test('whose row is damaged is reported by name', async () => {
    await rows().add(jobOf('j1', phases.created), body)
    library.database.write(`UPDATE jobs SET job = substr(job, 2)`)
    expect(() => rows().list()).toThrowError(
      expect.objectContaining({ code: 'library.broken', data: { what: 'the job j1' } }) as Error,
    )
  })

  test('keeps its request id in a column of its own, until it is unknown: then it has none', async () => {
    await rows().add(jobOf('j1', phases.created), body)
    expect(rows().ownerOf('q1', payer)).toBeNull()
    await rows().save(jobOf('j1', phases.submitted))
    await rows().save(jobOf('j1', phases.failed))
    expect(rows().ownerOf('q1', payer)).toBe('j1')
    await rows().save(jobOf('j1', phases.unknown))
    expect(rows().ownerOf('q1', payer)).toBeNull()
  })

  test('that was the first to have a request is its owner', async () => {
    for (const id of ['j1', 'j2']) await rows().add(jobOf(id, phases.submitted), body)
    expect(rows().ownerOf('q1', payer)).toBe('j1')
  })
})

describe('the equal job', () => {
  test.each<[JobPhase['state'], boolean]>([
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
  ])('that is %s counts: %s', async (state, counts) => {
    await rows().add(jobOf('j1', phases[state]), body)
    expect(rows().findEqual({ engine: 'acme', account: 'me' }, 'k1') !== null).toBe(counts)
  })

  test('is one of the same account and key, the newest', async () => {
    await rows().add(jobOf('j1', phases.submitted, { createdAt: 3000 }), body)
    await rows().add(jobOf('j2', phases.submitted, { createdAt: 2000 }), body)
    await rows().add(jobOf('j3', phases.submitted, { createdAt: 3000 }), body)
    await rows().add(jobOf('j4', phases.submitted, { createdAt: 9000, key: 'k2' }), body)
    await rows().add(jobOf('j5', phases.submitted, { createdAt: 9000, account: 'you' }), body)
    expect(rows().findEqual({ engine: 'acme', account: 'me' }, 'k1')?.facts.id).toBe('j3')
    expect(rows().findEqual({ engine: 'acme', account: 'you' }, 'k2')).toBeNull()
  })

  test('is not one of another engine, whose account and key may look the same', async () => {
    await rows().add(jobOf('j1', phases.submitted), body)
    await rows().add(jobOf('j2', phases.submitted, { engine: 'other' }), body)
    expect(rows().findEqual({ engine: 'acme', account: 'me' }, 'k1')?.facts.id).toBe('j1')
    expect(rows().findEqual({ engine: 'other', account: 'me' }, 'k1')?.facts.id).toBe('j2')
    expect(rows().findEqual({ engine: 'third', account: 'me' }, 'k1')).toBeNull()
  })
})

describe('the list of jobs', () => {
  test('has the newest first, filtered by state and by run on request', async () => {
    await rows().add(jobOf('j1', phases.submitted, { createdAt: 1 }), body)
    await rows().add(jobOf('j2', phases.unknown, { createdAt: 2 }), body)
    await rows().add(jobOf('j3', phases.unknown, { createdAt: 3, run: 'run-2' }), body)
    expect(ids(rows().list())).toEqual(['j3', 'j2', 'j1'])
    expect(ids(rows().list({ states: ['unknown'] }))).toEqual(['j3', 'j2'])
    expect(ids(rows().list({ states: ['unknown', 'submitted'], run: 'run-1' }))).toEqual(['j2', 'j1'])
    expect(ids(rows().list({ states: [] }))).toEqual([])
  })
})

test('the library and memory behave alike', async () => {
  const memory = createMemoryJobStore()
  const stored = rows()
  for (const store of [memory, stored])
    for (const [index, state] of jobStates.entries()) {
      const facts = { createdAt: index, key: `k${index % 3}`, run: `run-${index % 2}` }
      await store.add(jobOf(`j${index}`, phases.created, facts), body)
      await store.save(jobOf(`j${index}`, phases[state], facts))
    }
  const answers = (store: JobStore): unknown => ({
    all: store.list(),
    some: store.list({ states: ['unknown', 'failed'], run: 'run-1' }),
    equal: ['k0', 'k1', 'k2'].map((key) => store.findEqual({ ...payer }, key)),
    owners: ['q1', 'q2'].map((id) => store.ownerOf(id, payer)),
    one: store.get('j3'),
    body: store.body('j0'),
  })
  expect(answers(stored)).toEqual(answers(memory))
})
