import { expect, test } from 'vitest'
import { fakeMedia } from '#shared/testing/media.ts'
import type { Job } from '../jobs/job.ts'
import { testFolder } from '../platform/testing/testFolder.ts'
import { createCachedCatalogue } from './cachedCatalogue.ts'
import { openDatabase } from './database.ts'
import { createDurations } from './durations.ts'
import { createJobRows } from './jobRows.ts'
import { migrations } from './migrations.ts'
import { createPrices } from './prices.ts'
import { readJobs } from './records.ts'
import { createRuns } from './runs.ts'

/** As the previous version wrote it: without promised outputs, notes or a column for the cost. */
const oldJob = (id: string, phase: object): string =>
  JSON.stringify({
    facts: {
      id,
      key: 'k',
      modelId: 'a/b',
      bodySha256: '',
      bodyBytes: 0,
      account: 'me',
      run: 'r',
      node: 'n',
      item: 0,
      createdAt: 1,
    },
    phase,
  })

const request = { requestId: 'q', statusUrl: null, resultUrl: null, cancelUrl: null, at: 1 }
const home = (cost: unknown) => ({
  state: 'downloaded',
  request,
  output: { image: 'https://out/1' },
  cost,
  media: [['https://out/1', fakeMedia(1)]],
})

test('an older library is read as it was, and an implausible cost is ignored', () => {
  const folder = testFolder()
  const before = openDatabase({ home: folder, writer: true, migrations: migrations.slice(0, 4) })
  const phases = {
    paid: home(0.02),
    silent: home(null),
    negative: home(-5),
    absurd: home(1e9),
    lost: { state: 'unknown', evidence: { code: 'job.unknown', message: 'Lost.' } },
    gone: { state: 'expired', request, output: null, error: { code: 'job.expired', message: 'Gone.' } },
  }
  for (const [id, phase] of Object.entries(phases))
    before.write(
      `INSERT INTO jobs (id, key, run, node, item, endpoint, account, state, request_id, job, body, body_sha256,
         created_at, updated_at) VALUES (?, 'k', 'r', 'n', 0, 'a/b', 'me', ?, 'q', ?, x'', '', 1, 1)`,
      id,
      phase.state,
      oldJob(id, phase),
    )
  before.close()

  const now = openDatabase({ home: folder, writer: true })
  const rows = createJobRows(now, () => 2)
  const read = (id: string): Job['phase'] | undefined => rows.get(id)?.phase
  expect(Object.fromEntries(Object.keys(phases).map((id) => [id, read(id)]))).toEqual(phases)
  expect(now.read('SELECT id, cost FROM jobs ORDER BY rowid')).toEqual([
    { id: 'paid', cost: 0.02 },
    { id: 'silent', cost: null },
    { id: 'negative', cost: null },
    { id: 'absurd', cost: null },
    { id: 'lost', cost: null },
    { id: 'gone', cost: null },
  ])
  expect(createPrices(now, { engine: 'runcomfy', account: 'me' }).usual('a/b')).toBe(0.02)
  now.close()
})

test('a version hidden in an older library stays hidden, and later results of its jobs are shown', () => {
  const folder = testFolder()
  const before = openDatabase({ home: folder, writer: true, migrations: migrations.slice(0, 5) })
  before.write(
    "INSERT INTO runs (id, name, account, workflow, request, state, started_at) VALUES ('r', 'a', 'me', '{}', '{}', 'done', 1)",
  )
  for (const [id, at] of [
    ['early', 5],
    ['late', 9],
  ] as const)
    before.write(
      `INSERT INTO jobs (id, key, run, node, item, endpoint, account, state, request_id, job, body, body_sha256,
         created_at, updated_at) VALUES (?, 'k', 'r', 'n', 0, 'a/b', 'me', 'downloaded', 'q', '{}', x'', '', 1, ?)`,
      id,
      at,
    )
  before.write("INSERT INTO put_aside (run, node, at) VALUES ('r', 'n', 7)")
  before.close()
  const now = openDatabase({ home: folder, writer: true })
  expect(now.read('SELECT run, node, job, at FROM put_aside ORDER BY job')).toEqual([
    { run: 'r', node: 'n', job: '', at: 7 },
    { run: 'r', node: 'n', job: 'early', at: 7 },
  ])
  now.close()
})

test('commands to another process in an older library are gone, and an earlier version reports that the library is newer', () => {
  const folder = testFolder()
  const earlier = migrations.slice(0, 6)
  const before = openDatabase({ home: folder, writer: true, migrations: earlier })
  before.write(`INSERT INTO wishes (wish, made_at) VALUES ('{"cancel":"r"}', 1)`)
  before.write(
    "INSERT INTO runs (id, name, account, workflow, request, state, started_at) VALUES ('r', 'a', 'me', '{}', '{}', 'done', 1)",
  )
  before.close()
  const now = openDatabase({ home: folder, writer: true })
  expect(now.read('SELECT id FROM runs')).toEqual([{ id: 'r' }])
  expect(now.read("SELECT name FROM sqlite_schema WHERE name = 'wishes'")).toEqual([])
  now.close()
  for (const writer of [true, false])
    expect(() => openDatabase({ home: folder, writer, migrations: earlier })).toThrow(
      expect.objectContaining({ code: 'library.newer' }),
    )
})

test('items that an earlier version numbered are read as addresses, of jobs and of steps', () => {
  const folder = testFolder()
  const before = openDatabase({ home: folder, writer: true, migrations: migrations.slice(0, 7) })
  before.write(
    "INSERT INTO runs (id, name, account, workflow, request, state, started_at) VALUES ('r', 'a', 'me', '{}', '{}', 'failed', 1)",
  )
  const error = { code: 'job.failed', message: 'No.' }
  const failed = {
    phase: 'failed',
    startedAt: null,
    finishedAt: 2,
    error,
    outputs: { image: [null] },
    cost: 0.02,
  }
  const steps = { list: { ...failed, items: [{ item: 3, error }] }, one: failed }
  for (const [node, step] of Object.entries(steps))
    before.write(`INSERT INTO steps (run, node, step) VALUES ('r', ?, ?)`, node, JSON.stringify(step))
  before.write(
    `INSERT INTO jobs (id, key, run, node, item, endpoint, account, state, request_id, job, body, body_sha256,
       created_at, updated_at) VALUES ('j', 'k', 'r', 'n', 3, 'a/b', 'me', 'downloaded', 'q', ?, x'', '', 1, 1)`,
    oldJob('j', home(null)).replace('"item":0', '"item":3'),
  )
  before.close()

  const now = openDatabase({ home: folder, writer: true })
  expect(createRuns(now).steps('r')).toEqual({ ...steps, list: { ...failed, items: [{ item: '3', error }] } })
  const rows = createJobRows(now, () => 2)
  expect([
    rows.get('j')?.facts.item,
    rows.findEqual({ engine: 'runcomfy', account: 'me' }, 'k')?.facts.item,
  ]).toEqual(['3', '3'])
  const all = { after: null, limit: 9, job: null, run: null, states: null }
  expect(readJobs(now, all).map(({ facts }) => facts.item)).toEqual(['3'])
  now.close()
})

test('a job from before there was more than one engine is found as one of RunComfy, with its price and time', () => {
  const folder = testFolder()
  const before = openDatabase({ home: folder, writer: true, migrations: migrations.slice(0, 7) })
  before.write(
    `INSERT INTO jobs (id, key, run, node, item, endpoint, account, state, request_id, job, body, body_sha256,
       created_at, updated_at, cost) VALUES ('paid', 'k', 'r', 'n', 0, 'a/b', 'me', 'downloaded', 'q', ?, x'', '', 1, 1, 0.02)`,
    oldJob('paid', home(0.02)),
  )
  before.write("INSERT INTO durations (account, endpoint, milliseconds) VALUES ('me', 'a/b', 1200)")
  before.close()

  const now = openDatabase({ home: folder, writer: true })
  const read = (engine: string) => ({
    equal: createJobRows(now, () => 2).findEqual({ engine, account: 'me' }, 'k')?.facts.id ?? null,
    price: createPrices(now, { engine, account: 'me' }).usual('a/b'),
    times: createDurations(now, { engine, account: 'me' }).latest('a/b'),
  })
  expect(read('runcomfy')).toEqual({ equal: 'paid', price: 0.02, times: [1200] })
  expect(read('other')).toEqual({ equal: null, price: null, times: [] })
  now.close()
})

test('an older library gets an empty catalogue, and a migration that was killed is made once, as a whole', () => {
  const folder = testFolder()
  const earlier = migrations.slice(0, 8)
  const before = openDatabase({ home: folder, writer: true, migrations: earlier })
  before.write(
    "INSERT INTO runs (id, name, account, workflow, request, state, started_at) VALUES ('r', 'a', 'me', '{}', '{}', 'done', 1)",
  )
  before.close()
  // As a kill leaves it: what a step has made is there only with its end.
  const killed = [...earlier, `${migrations[8]}; INSERT INTO catalogue (engine) VALUES ('half a row')`]
  expect(() => openDatabase({ home: folder, writer: true, migrations: killed })).toThrow('library')
  const now = openDatabase({ home: folder, writer: true })
  expect(createCachedCatalogue(now).list()).toEqual([])
  expect(now.read('SELECT id FROM runs')).toEqual([{ id: 'r' }])
  now.close()
})
