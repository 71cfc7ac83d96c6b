import { describe, expect, test } from 'vitest'
import { reduceRun } from '#shared/run/reduceRun.ts'
import { fakeMedia } from '#shared/testing/media.ts'
import type { Job, JobPhase } from '../../jobs/job.ts'
import type { Started } from '../testing/testRuns.ts'
import { finish, startSession } from '../testing/testRuns.ts'
import { testLibrary } from '../../library/libraryFixture.ts'
import { createJobRows } from '../../library/jobRows.ts'
import { createRunJobs } from './runJobs.ts'

const request = { requestId: 'req-1', statusUrl: null, resultUrl: null, cancelUrl: null, at: 0 }
const media = fakeMedia(1)
const address = 'https://files.example/1.png'
const result = { output: { image: address }, cost: 0.02 }
const inProgress: JobPhase = { state: 'in_progress', request, word: 'in_progress', queuePosition: null }
const downloaded: JobPhase = { state: 'downloaded', request, ...result, media: [[address, media]] }
const awaited: JobPhase = { state: 'awaited', request, ...result, missing: ['image'], asks: 1, askAt: 0 }
const unknown: JobPhase = { state: 'unknown', evidence: { code: 'job.unknown', message: 'Lost.' } }

const jobOf = (run: string, phase: JobPhase, id = 'job-1'): Job => ({
  facts: {
    id,
    key: 'key',
    modelId: 'a/b',
    bodySha256: '0'.repeat(64),
    bodyBytes: 0,
    account: 'somebody',
    run,
    node: 'a',
    item: '0',
    createdAt: 0,
  },
  phase,
})

/** A run whose node `a` has a job in this phase, and was cancelled. */
async function cancelled(phase: JobPhase) {
  const session = await startSession()
  const [run = ''] = await session.queue('one')
  await session.library.store.add(jobOf(run, phase), new Uint8Array())
  await session.request('run.cancel', { run })
  await session.clock.settle()
  return { session, run }
}

const jobsOf = async (session: Started | Awaited<ReturnType<Started['restart']>>) =>
  (await session.request('run.list', {})).map(({ jobs }) => jobs)

const expected = {
  job: 'job-1',
  engine: 'runcomfy',
  node: 'a',
  title: 'Gated',
  requestId: 'req-1',
  cost: 0.02,
  media: null,
}

describe('of the jobs of a cancelled run, the history lists', () => {
  test.each<[string, JobPhase, object]>([
    ['one that goes on at the engine', inProgress, { ...expected, state: 'goes on', cost: null }],
    ['one whose output is awaited', awaited, { ...expected, state: 'awaited' }],
    ['one whose result came later, with its picture', downloaded, { ...expected, state: 'arrived', media }],
    ['one that nobody knows of', unknown, { ...expected, state: 'unknown', cost: null, requestId: null }],
    [
      'that the request of one was attached by hand',
      { ...inProgress, request: { ...request, attached: true } },
      { ...expected, state: 'goes on', cost: null, attached: true },
    ],
  ])('%s', async (_, phase, job) => {
    const { session } = await cancelled(phase)
    expect(await jobsOf(session)).toEqual([[job]])
    expect(await jobsOf(await session.restart())).toEqual([[job]])
  })

  test('one that was stopped, if the engine does not say whether it is charged', async () => {
    const { session } = await cancelled({ state: 'cancelled', request, charged: 'unknown' })
    expect(await jobsOf(session)).toEqual([[{ ...expected, state: 'stopped', cost: null }]])
  })

  test('none that was cancelled too', async () => {
    const { session } = await cancelled({ state: 'cancelled', request, charged: 'no' })
    expect(await jobsOf(session)).toEqual([undefined])
  })
})

test("a run whose step already has its job's result lists only that the request was attached", async () => {
  for (const attached of [false, true]) {
    const session = await startSession()
    const [run = ''] = await session.queue('one')
    const phase: JobPhase = attached ? { ...downloaded, request: { ...request, attached } } : downloaded
    await session.library.store.add(jobOf(run, phase), new Uint8Array())
    session.gated.call('a').finish({ out: media.sha256 })
    await session.clock.settle()
    expect(await jobsOf(session)).toEqual([
      attached ? [{ ...expected, state: 'attached', media, attached: true }] : undefined,
    ])
  }
})

/** As a bad sector would leave it. */
const damage = ({ library }: Pick<Started, 'library'>): void =>
  void library.database.write(`UPDATE jobs SET job = substr(job, 2) WHERE id = 'job-1'`)

test('a job that is damaged in the library does not block the list of runs', async () => {
  const { session, run } = await cancelled(inProgress)
  damage(session)
  const again = await session.restart()
  expect(await again.request('run.list', {})).toMatchObject([{ id: run, state: 'cancelled' }])
})

test('nor the events of its own run, and their storage', async () => {
  const session = await startSession()
  const [run = ''] = await session.queue('one')
  await session.library.store.add(jobOf(run, unknown), new Uint8Array())
  await session.frame()
  damage(session)
  await finish(session)
  expect(await session.rows()).toEqual(['one done'])
  const { events } = await session.request('run.open', { run })
  expect(reduceRun(null, events)).toMatchObject({ steps: { a: { phase: 'done' }, b: { phase: 'done' } } })
})

test('when a continuing job brings its result, the rows are sent again', async () => {
  const { session, run } = await cancelled(inProgress)
  await jobsOf(session)
  await session.frame()
  session.events.length = 0
  await session.library.store.save(jobOf(run, downloaded))
  await session.frame()
  expect(session.events).toEqual([
    {
      type: 'runs.changed',
      runs: [expect.objectContaining({ jobs: [{ ...expected, state: 'arrived', media }] })],
    },
  ])
})

test.each<[string, JobPhase, object]>([
  ['goes on', inProgress, { goesOn: true }],
  ['has brought its result since', downloaded, {}],
])(
  'after a restart a cancelled step says about its job what the store knows: it %s',
  async (_, phase, more) => {
    const { session, run } = await cancelled(phase)
    const again = await session.restart()
    const { events } = await again.request('run.open', { run })
    expect(reduceRun(null, events)?.steps['a']).toEqual({
      phase: 'cancelled',
      startedAt: null,
      finishedAt: expect.any(Number),
      outputs: {},
      cost: null,
      ...more,
    })
  },
)

describe('each change of a job', () => {
  const library = testLibrary()

  test('reads only that job, however many the run has', () => {
    const { database } = library
    const store = createJobRows(database, () => 1)
    const ids = Array.from({ length: 50 }, (_, at) => `job-${at}`)
    for (const id of ids) void store.add(jobOf('r', inProgress, id), new Uint8Array())
    const rows: number[] = []
    const titled: string[] = []
    const jobs = createRunJobs({
      database: {
        ...database,
        read(sql, ...values) {
          const found = database.read(sql, ...values)
          rows.push(found.length)
          return found
        },
      },
      titlesOf: () => (node) => {
        titled.push(node)
        return node
      },
    })
    expect(jobs.of('r')).toEqual([])
    rows.length = 0
    const expected = ids.toReversed().map((id) => {
      void store.save(jobOf('r', unknown, id))
      return jobs.changed('r', id)
    })
    expect(expected).toEqual(ids.map(() => true))
    expect(rows).toEqual(ids.map(() => 1))
    expect(titled).toEqual(['a'])
    expect(jobs.of('r').map(({ job }) => job)).toEqual(ids)
    expect(jobs.changed('r', 'job-7')).toBe(false)
    void store.save(jobOf('r', { state: 'cancelled', request, charged: 'no' }, 'job-7'))
    expect(jobs.changed('r', 'job-7')).toBe(true)
    expect(jobs.of('r')).toHaveLength(49)
    expect(jobs.changed('other', 'job-7')).toBe(false)
  })
})
