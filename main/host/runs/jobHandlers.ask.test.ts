import { describe, expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import type { FoundRequest } from '#shared/api/jobRequests.ts'
import { fakeMedia } from '#shared/testing/media.ts'
import type { AttachedEngine } from '../engines/attachEngine.ts'
import { detachRequest } from '../../jobs/decide.ts'
import type { Lookup } from '../../jobs/findRequest.ts'
import type { Job, JobPhase } from '../../jobs/job.ts'
import type { JobStore } from '../../jobs/jobStore.ts'
import { createResults } from '../../library/results.ts'
import type { Started } from '../testing/testRuns.ts'
import { outlineOfBoth, startSession } from '../testing/testRuns.ts'

const unknown: JobPhase = { state: 'unknown', evidence: { code: 'job.unknown', message: 'Lost.' } }
const request = { requestId: 'req-1', statusUrl: null, resultUrl: null, cancelUrl: null, at: 0 }
const same: FoundRequest = {
  requestId: 'req-1',
  engine: 'runcomfy',
  modelId: 'a/b',
  status: 'completed',
  differences: [],
  media: fakeMedia(1),
}
const other: FoundRequest = {
  ...same,
  differences: [{ what: 'model', job: 'a/b', request: 'a/c' }],
}
const no = (): Promise<never> => Promise.reject(new Error('not here'))

/** Jobs of an engine whose answers the test gives. */
const jobsThat = (lent: Partial<AttachedEngine['jobs']>): AttachedEngine['jobs'] => ({
  run: no,
  settle: no,
  refresh: no,
  examine: no,
  detach: no,
  find: no,
  stored: () => false,
  recover: () => Promise.resolve(),
  close: () => Promise.resolve(),
  ...lent,
})

async function addJob({ library }: Started, run: string, phase: JobPhase = unknown): Promise<string> {
  const job: Job = {
    facts: {
      id: `job-of-${run}`,
      key: 'key',
      modelId: 'a/b',
      bodySha256: '0'.repeat(64),
      bodyBytes: 0,
      account: 'practice',
      run,
      node: 'a',
      item: '0',
      createdAt: 0,
    },
    phase,
  }
  await library.store.add(job, new Uint8Array())
  return job.facts.id
}

/** A run that has failed, with a job. */
async function failed(jobs: AttachedEngine['jobs'], phase?: JobPhase) {
  const session = await startSession({ jobs })
  const [run = ''] = await session.queue('one')
  const job = await addJob(session, run, phase)
  session.gated.call('a').fail(new Error('no'))
  await session.clock.settle()
  return { session, run, job, phaseOf: () => session.library.store.get(job)?.phase }
}

describe('a request that the user attaches', () => {
  test('and that the engine does not know changes nothing', async () => {
    const lost = new AppError('job.lost', 'The engine knows no request req-1.')
    const { session, job, phaseOf } = await failed(jobsThat({ examine: () => Promise.reject(lost) }))
    await expect(session.request('job.attach', { job, request: 'req-1' })).rejects.toMatchObject({
      code: 'job.lost',
    })
    expect([phaseOf(), await session.rows()]).toEqual([unknown, ['one failed']])
  })

  test('and that differs is shown, and attached only after a confirmation', async () => {
    const { session, job, run, phaseOf } = await failed(jobsThat({ examine: () => Promise.resolve(other) }))
    expect(await session.request('job.attach', { job, request: 'req-1' })).toEqual({
      attached: false,
      found: other,
    })
    expect([phaseOf(), await session.rows()]).toEqual([unknown, ['one failed']])
    const input = { job, request: 'req-1', confirm: true }
    expect(await session.request('job.attach', input)).toEqual({
      attached: true,
      run,
      plan: outlineOfBoth,
    })
    expect([phaseOf()?.state, await session.rows()]).toEqual(['submitted', ['one running']])
  })

  test('when another process has settled the job is not attached', async () => {
    const input = Promise.withResolvers<FoundRequest>()
    const { session, job, phaseOf } = await failed(jobsThat({ examine: () => input.promise }))
    const attaching = session.request('job.attach', { job, request: 'req-1' })
    await session.request('job.submitAgain', { job })
    input.resolve(same)
    await expect(attaching).rejects.toMatchObject({ code: 'input.invalid' })
    expect(phaseOf()?.state).toBe('created')
  })

  test('is not looked up with the key of another account', async () => {
    const session = await startSession({ jobs: jobsThat({}) })
    const job = await addJob(session, 'a run of another engine')
    const stored = session.library.store.get(job)
    if (stored === null) throw new Error('it was added')
    const foreign = { ...stored, facts: { ...stored.facts, id: 'foreign', account: 'somebody' } }
    await session.library.store.add(foreign, new Uint8Array())
    await expect(session.request('job.attach', { job: 'foreign', request: 'req-1' })).rejects.toMatchObject({
      code: 'account.key',
    })
  })
})

describe('a request that is detached', () => {
  const media = fakeMedia(1)
  const home: JobPhase = {
    state: 'downloaded',
    request: { ...request, attached: true, doubt: { code: 'job.unknown', message: 'Lost.' } },
    output: { image: 'https://out/1' },
    cost: null,
    media: [['https://out/1', media]],
  }

  test('leaves its job unknown, and removes only its answer from the cached results', async () => {
    const lent: { store?: JobStore } = {}
    const jobs = jobsThat({
      detach: (job) => (lent.store === undefined ? no() : detachRequest(lent.store, job)),
    })
    const { session, job, phaseOf } = await failed(jobs, home)
    lent.store = session.library.store
    const { database } = session.library
    const results = createResults({ database, has: () => true, now: () => 1 })
    results.save('the answer', { image: media })
    results.save('another', { image: fakeMedia(2) })
    await session.request('job.detach', { job })
    expect(phaseOf()).toEqual({ ...unknown, at: 0 })
    expect([results.find('the answer'), results.find('another')]).toEqual([
      undefined,
      { image: fakeMedia(2) },
    ])
  })
})

describe('a job whose output is requested again', () => {
  const awaited: JobPhase = {
    state: 'awaited',
    request,
    output: null,
    cost: null,
    missing: ['image'],
    asks: 8,
    askAt: 0,
  }

  test('resumes its run when the output is there', async () => {
    const result = { requestId: 'req-1', output: null, media: new Map(), cost: null, notes: ['A note.'] }
    const { session, job, run } = await failed(jobsThat({ refresh: () => Promise.resolve(result) }), awaited)
    expect(await session.request('job.refresh', { job })).toEqual({
      state: 'downloaded',
      words: 'The output has arrived. A note.',
      run,
      plan: outlineOfBoth,
    })
    expect(await session.rows()).toEqual(['one running'])
  })

  test('says so when it is not there yet, and nothing is resumed', async () => {
    const late = new AppError('job.awaited', 'It has not come yet.')
    const { session, job, run } = await failed(jobsThat({ refresh: () => Promise.reject(late) }), awaited)
    expect(await session.request('job.refresh', { job })).toEqual({
      state: 'awaited',
      words: 'It has not come yet.',
      run,
    })
    expect(await session.rows()).toEqual(['one failed'])
  })
})

describe('an unknown job that is looked for', () => {
  test('resumes its run when the engine lists it', async () => {
    const { session, job, run } = await failed(
      jobsThat({ find: () => Promise.resolve({ state: 'found', request }) }),
    )
    expect(await session.request('job.find', { job })).toEqual({
      state: 'found',
      requestId: 'req-1',
      words: 'The engine lists it as the request req-1. It was accepted, and goes on.',
      run,
      plan: outlineOfBoth,
    })
    expect(await session.rows()).toEqual(['one running'])
  })

  test.each<[string, Lookup, string]>([
    [
      'is not listed',
      { state: 'not listed' },
      'The engine does not list it. That proves nothing: it may have been accepted and charged nevertheless. The job stays unknown.',
    ],
    [
      'gets no answer',
      { state: 'no answer', error: new AppError('engine.unreachable', 'acme cannot be reached.') },
      'The engine did not answer, so nothing is known: acme cannot be reached.',
    ],
  ])('and %s resumes nothing, and says what that means', async (_, lookup, words) => {
    const { session, job, phaseOf } = await failed(jobsThat({ find: () => Promise.resolve(lookup) }))
    expect(await session.request('job.find', { job })).toEqual({ state: lookup.state, words })
    expect([phaseOf(), await session.rows()]).toEqual([unknown, ['one failed']])
  })
})

describe('a run that is to be removed from the history', () => {
  const inProgress: JobPhase = { state: 'in_progress', request, word: 'in_progress', queuePosition: null }
  const home: JobPhase = { state: 'downloaded', request, output: null, cost: null, media: [] }

  test.each([
    ['in_progress', inProgress, 'req-1'],
    ['unknown', unknown, null],
  ] as const)('stays while a job of it is %s, until confirmed', async (state, phase, requestId) => {
    const { session, run, job } = await failed(jobsThat({}), phase)
    expect(await session.request('run.remove', { run })).toEqual({
      removed: false,
      open: [{ job, node: 'a', state, requestId }],
    })
    expect(await session.request('run.clear', {})).toEqual({ left: 1 })
    expect(await session.rows()).toEqual(['one failed'])
    expect(await session.request('run.remove', { run, confirm: true })).toEqual({ removed: true, open: [] })
    expect(await session.rows()).toEqual([])
  })

  test('with all others is removed when confirmed', async () => {
    const { session } = await failed(jobsThat({}), inProgress)
    expect(await session.request('run.clear', { confirm: true })).toEqual({ left: 0 })
    expect(await session.rows()).toEqual([])
  })

  test('is removed at once if its jobs are done', async () => {
    const { session, run } = await failed(jobsThat({}), home)
    expect(await session.request('run.remove', { run })).toEqual({ removed: true, open: [] })
  })
})
