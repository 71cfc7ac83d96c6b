import { expect, test } from 'vitest'
import { recordRequests } from '#shared/api/recordRequests.ts'
import { createClient } from '#shared/api/client.ts'
import { serveTable } from '#shared/api/table.ts'
import { body, jobOf, phases } from '../../jobs/leftFixture.ts'
import { createJobRows } from '../../library/jobRows.ts'
import { testLibrary } from '../../library/libraryFixture.ts'
import { createRuns } from '../../library/runs.ts'
import { createRecordHandlers } from './recordHandlers.ts'

const library = testLibrary()

/** A library, and a client for its stored history; the run `active` is running. */
function setUp() {
  const { database } = library
  const runs = createRuns(database)
  const handlers = createRecordHandlers({ database, runs, isActive: (run) => run === 'active' })
  const client = createClient(recordRequests, {
    request: (name, input) => serveTable(recordRequests, handlers, name, input),
    subscribe: () => () => {},
  })
  const request = {
    mode: 'practice',
    only: null,
    targets: ['a'],
    out: '',
    folder: '',
    pictures: [],
    concurrency: 1,
    fresh: false,
  } as const
  return {
    client,
    jobs: createJobRows(database, () => 0),
    start: (id: string, at: number) =>
      runs.start({
        id,
        name: id,
        accounts: { runcomfy: 'acme' },
        workflow: '{}',
        request: { ...request, targets: ['a'], pictures: [] },
        at,
      }),
    runs,
  }
}

test('runs are returned page by page, newest first, and by id if two began at once', async () => {
  const { client, start } = setUp()
  for (const [id, at] of [
    ['c', 1],
    ['a', 2],
    ['b', 2],
    ['d', 3],
  ] as const)
    start(id, at)
  const idsOf = async (after: string | null, limit: number) =>
    (await client.request('record.runs', { after, limit })).runs.map(({ record }) => record.id)
  expect(await idsOf(null, 2)).toEqual(['d', 'a'])
  expect(await idsOf('a', 2)).toEqual(['b', 'c'])
  expect(await idsOf('c', 2)).toEqual([])
})

test('an unfinished run is interrupted, unless a process runs it', async () => {
  const { client, start, runs } = setUp()
  for (const id of ['active', 'left', 'over']) start(id, 1)
  runs.finish('over', 'done', 0.5, 9)
  expect(await client.request('record.runs', {})).toEqual({
    runs: [
      {
        interrupted: false,
        record: {
          id: 'active',
          name: 'active',
          account: 'acme',
          state: 'running',
          cost: null,
          startedAt: 1,
          finishedAt: null,
        },
      },
      {
        interrupted: true,
        record: {
          id: 'left',
          name: 'left',
          account: 'acme',
          state: 'running',
          cost: null,
          startedAt: 1,
          finishedAt: null,
        },
      },
      {
        interrupted: false,
        record: {
          id: 'over',
          name: 'over',
          account: 'acme',
          state: 'done',
          cost: 0.5,
          startedAt: 1,
          finishedAt: 9,
        },
      },
    ],
  })
  expect((await client.request('record.runs', { run: 'left' })).runs).toHaveLength(1)
  expect(await client.request('record.runs', { run: 'none' })).toEqual({ runs: [] })
})

test('a run that went on after its end costs what all of its jobs did', async () => {
  const { client, start, runs, jobs } = setUp()
  start('retried', 1)
  for (const id of ['first', 'second'])
    await jobs.add(jobOf(phases.downloaded, { id, key: id, run: 'retried' }), body)
  runs.finish('retried', 'done', 0.01, 9)
  const { runs: listed } = await client.request('record.runs', { run: 'retried' })
  expect(listed.map(({ record }) => record.cost)).toEqual([0.02])
})

test('a run has its options', async () => {
  const { client, start } = setUp()
  start('r', 1)
  expect(await client.request('record.source', { run: 'r' })).toEqual({
    text: '{}',
    mode: 'practice',
    targets: ['a'],
    incomplete: null,
  })
  await expect(client.request('record.source', { run: 'none' })).rejects.toMatchObject({
    code: 'input.invalid',
  })
})

test('jobs are returned page by page, newest first, as requested', async () => {
  const { client, jobs } = setUp()
  const states = Object.keys(phases) as readonly (keyof typeof phases)[]
  for (const state of states) await jobs.add(jobOf(phases[state], { id: state, key: state }), body)
  const idsOf = async (query: Parameters<typeof client.request<'record.jobs'>>[1]) =>
    (await client.request('record.jobs', query)).jobs.map(({ id }) => id)
  const newestFirst = states.toReversed()
  expect(await idsOf({})).toEqual(newestFirst)
  expect(await idsOf({ limit: 3 })).toEqual(newestFirst.slice(0, 3))
  expect(await idsOf({ limit: 3, after: newestFirst[2] ?? null })).toEqual(newestFirst.slice(3, 6))
  expect(await idsOf({ states: ['unknown', 'awaited'] })).toEqual(
    newestFirst.filter((state) => state === 'unknown' || state === 'awaited'),
  )
  expect(await idsOf({ job: 'failed' })).toEqual(['failed'])
  expect(await idsOf({ run: 'none' })).toEqual([])
})
