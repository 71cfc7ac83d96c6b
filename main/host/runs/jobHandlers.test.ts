import { describe, expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import type { AttachedEngine } from '../engines/attachEngine.ts'
import type { Job, JobPhase } from '../../jobs/job.ts'
import type { Started } from '../testing/testRuns.ts'
import { finish, outlineOfBoth, startSession, withRuns } from '../testing/testRuns.ts'

const unknown: JobPhase = { state: 'unknown', evidence: { code: 'job.unknown', message: 'Lost.' } }

/** A job of a run, as it is in the library. */
async function addJob(
  { library }: Started,
  run: string,
  phase: JobPhase = unknown,
  account = 'practice',
): Promise<string> {
  const job: Job = {
    facts: {
      id: `job-of-${run}`,
      key: 'key',
      modelId: 'a/b',
      bodySha256: '0'.repeat(64),
      bodyBytes: 0,
      account,
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

/** Fails the first node of the active run. */
async function failRun({ gated, clock }: Started): Promise<void> {
  gated.call('a').fail(new Error('no'))
  await clock.settle()
}

const stateOf = (session: Started, job: string) => session.library.store.get(job)?.phase.state

describe('an unknown job that a person has settled', () => {
  test.each([['having it submitted again', 'job.submitAgain', {}, 'created']] as const)(
    'by %s resumes its run',
    async (_, name, more, state) => {
      const session = await startSession()
      const [run = ''] = await session.queue('one')
      const job = await addJob(session, run)
      await failRun(session)
      expect(await session.rows()).toEqual(['one failed'])
      expect(await session.request(name, { job, ...more })).toEqual({ run, plan: outlineOfBoth })
      expect([stateOf(session, job), await session.rows()]).toEqual([state, ['one running']])
      await finish(session)
      expect(await session.rows()).toEqual(['one done'])
    },
  )

  test('resumes the run in which the user saw it, and not the one that requested it first', async () => {
    const session = await startSession()
    const [first = '', second = ''] = await session.queue('one', 'two')
    const job = await addJob(session, first)
    await failRun(session)
    await failRun(session)
    expect(await session.request('job.submitAgain', { job, run: second })).toEqual({
      run: second,
      plan: outlineOfBoth,
    })
    expect(await session.rows()).toEqual(['two running', 'one failed'])
  })

  test('of an active run resumes that run once more after its end', async () => {
    const session = await startSession()
    const [run = ''] = await session.queue('one', 'two')
    const job = await addJob(session, run)
    await session.request('job.submitAgain', { job })
    expect(await session.rows()).toEqual(['one running', 'two queued'])
    await failRun(session)
    await finish(session)
    expect(await session.rows()).toEqual(['one running', 'two done'])
    await finish(session)
    expect(await session.rows()).toEqual(['two done', 'one done'])
  })
})

describe('a job that is cancelled by another program', () => {
  test('stops its node in an active run', async () => {
    const session = await startSession()
    const [run = ''] = await session.queue('one')
    const job = await addJob(session, run)
    await session.local['job.cancel']({ job })
    await session.clock.settle()
    expect(await session.rows()).toEqual(['one cancelled'])
  })

  const request = { requestId: 'r', statusUrl: null, resultUrl: null, cancelUrl: null, at: 0 }
  const submitted: JobPhase = { state: 'submitted', request }
  const jobsThat = (settle: AttachedEngine['jobs']['settle']): AttachedEngine['jobs'] => ({
    run: () => Promise.reject(new Error('not here')),
    settle,
    refresh: () => Promise.reject(new Error('not here')),
    examine: () => Promise.reject(new Error('not here')),
    detach: () => Promise.reject(new Error('not here')),
    find: () => Promise.reject(new Error('not here')),
    stored: () => false,
    recover: () => Promise.resolve(),
    close: () => Promise.resolve(),
  })

  test('is cancelled at its engine if nobody waits for it', async () => {
    const settled: string[] = []
    const jobs = jobsThat(({ facts }) =>
      Promise.reject(new AppError('cancelled', String(settled.push(facts.id)))),
    )
    const session = await startSession({ jobs })
    const job = await addJob(session, 'gone', submitted)
    await session.local['job.cancel']({ job })
    expect(settled).toEqual([job])
  })

  test('and belongs to another key is not said to be cancelled', async () => {
    const settled: string[] = []
    const session = await startSession({
      jobs: jobsThat(({ facts }) => Promise.reject(new Error(String(settled.push(facts.id))))),
    })
    const job = await addJob(session, 'gone', submitted, 'another key')
    await expect(session.local['job.cancel']({ job })).rejects.toMatchObject({ code: 'account.key' })
    expect(settled).toEqual([])
  })

  test('with its run, while somebody resumes that: the run is cancelled', async () => {
    const gate = Promise.withResolvers<never>()
    const first = await startSession({ jobs: jobsThat(() => gate.promise) })
    const [run = ''] = await first.queue('one')
    await addJob(first, run, submitted)
    const second = withRuns(await first.restart(), first.gated)
    const cancelling = second.request('run.cancel', { run })
    await second.clock.settle()
    await second.request('run.resume', { run })
    await second.clock.settle()
    expect(await second.rows()).toEqual(['one running'])
    gate.reject(new AppError('cancelled', 'enough'))
    await cancelling
    await second.clock.settle()
    expect(await second.rows()).toEqual(['one cancelled'])
  })
})

test('a run that is cancelled while it waits ends for its followers', async () => {
  const session = await startSession()
  const [, run = ''] = await session.queue('one', 'two')
  session.events.length = 0
  await session.request('run.cancel', { run })
  await session.frame()
  const received = session.events.flatMap((event) =>
    event.type === 'run.events' && event.run === run ? event.events.map(({ type }) => type) : [],
  )
  expect(received).toEqual(['run.started', 'step.cancelled', 'step.cancelled', 'run.finished'])
})
