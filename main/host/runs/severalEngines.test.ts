import { describe, expect, test } from 'vitest'
import type { EngineId } from '#shared/catalogue/engineId.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import type { Input } from '#shared/api/contract.ts'
import { AppError } from '#shared/errors.ts'
import { gatedNode } from '#shared/testing/gatedNode.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import runcomfy from '../../engines/runcomfy/engine.ts'
import type { JobPhase } from '../../jobs/job.ts'
import { createRefusal } from '../../jobs/refusal.ts'
import type { RemoteJobs } from '../../jobs/remoteJobs.ts'
import { fakeEngine } from '../testing/fakeEngine.ts'
import type { TestSessionOptions } from '../testing/testSession.ts'
import { testSession } from '../testing/testSession.ts'

const [paint, film] = ['runcomfy/paint', 'acme/film']
const both = writeWorkflow(
  workflowOf(
    { a: { type: paint, title: 'Paint' }, b: { type: film, title: 'Film' } },
    ['a.out > b.in'],
    'both',
  ),
)
const alone = (type: string): string => writeWorkflow(workflowOf({ a: type }, [], type))

const startInput = (text: string): Input<'run.start'> => ({
  text,
  workflow: null,
  targets: null,
  fresh: false,
  first: false,
})

/** A session with two engines, live, whose nodes the test ends by hand. */
async function start({ env, ...options }: TestSessionOptions = {}) {
  const nodes = [paint, film].map((type) => gatedNode({ type, obeysCancel: true }))
  const session = await testSession({
    definitions: [runcomfy, fakeEngine()],
    nodes: nodes.map(({ type }) => type),
    env: { RUNCOMFY_API_TOKEN: 'one', ACME_KEY: 'other', PATCHBAY_ACME_URL: 'http://127.0.0.1:2', ...env },
    ...options,
  })
  if (options.given === undefined) await session.request('settings.change', { mode: 'live' })
  const queue = async (text: string) => (await session.request('run.start', startInput(text))).run
  const rows = async () =>
    (await session.request('run.list', {})).map(({ name, state }) => `${name} ${state}`)
  return { ...session, painted: nodes[0], filmed: nodes[1], queue, rows }
}

describe('a run on two engines', () => {
  test('is refused before anything is paid if one of them has no key, by engine and node', async () => {
    const session = await start({ env: { ACME_KEY: '' } })
    const refused = session.queue(both)
    await expect(refused).rejects.toMatchObject({
      code: 'account.key',
      message: 'There is no key for acme. The node Film needs it.',
      data: { node: 'b' },
    })
    expect(await session.rows()).toEqual([])
    expect(session.painted?.calls).toEqual([])
  })

  test('has the accounts of both, and a job of each is done where its endpoint belongs', async () => {
    const session = await start()
    const run = await session.queue(both)
    await session.clock.settle()
    expect(session.library.runs.get(run)?.accounts).toEqual({ runcomfy: 'runcomfy-1', acme: 'acme-2' })
    session.painted?.call('a').finish({ out: 'x' })
    await session.clock.settle()
    session.filmed?.call('b').finish({ out: 'y' })
    await session.clock.settle()
    expect(await session.rows()).toEqual(['both done'])
  })

  test('goes on with its accounts when the key of one is changed meanwhile', async () => {
    const session = await start({ env: { ACME_KEY: '' } })
    await session.request('key.set', { engine: 'acme', key: 'first', remember: false })
    const run = await session.queue(both)
    await session.clock.settle()
    await session.request('key.set', { engine: 'acme', key: 'second', remember: false })
    await session.queue(alone(film))
    expect(session.closed).toEqual([])
    session.painted?.call('a').finish({ out: 'x' })
    await session.clock.settle()
    session.filmed?.call('b').finish({ out: 'y' })
    await session.clock.settle()
    expect(session.library.runs.get(run)).toMatchObject({
      state: 'done',
      accounts: { runcomfy: 'runcomfy-1', acme: 'acme-2' },
    })
    expect([session.attached, session.closed]).toEqual([['runcomfy-1', 'acme-2', 'acme-3'], ['acme-2']])
  })

  test('is not resumed with another key of one of them: what that has paid would be paid again', async () => {
    const session = await start()
    const run = await session.queue(both)
    await session.clock.settle()
    const accounts = JSON.stringify({ runcomfy: 'runcomfy-1', acme: 'another' })
    session.library.database.write('UPDATE runs SET accounts = ? WHERE id = ?', accounts, run)
    const again = await session.restart()
    await expect(again.request('run.resume', { run })).rejects.toMatchObject({ code: 'account.key' })
  })
})

describe('a cancel of an interrupted run on two engines', () => {
  const request = (requestId: string) => ({
    requestId,
    statusUrl: null,
    resultUrl: null,
    cancelUrl: null,
    at: 0,
  })
  const submitted = (requestId: string): JobPhase => ({ state: 'submitted', request: request(requestId) })
  const created: JobPhase = { state: 'created', tries: 0 }

  /** A run that was killed with these jobs, of engines and accounts; the key of acme is gone since. */
  async function interrupted(jobs: Readonly<Record<string, readonly [EngineId, string, JobPhase]>>) {
    const settled: string[] = []
    const settle: RemoteJobs['settle'] = ({ facts }) => {
      settled.push(facts.id)
      return Promise.reject(new AppError('cancelled', 'This was cancelled.'))
    }
    const none = () => Promise.reject(new Error('not here'))
    const session = await start({
      env: { ACME_KEY: '' },
      jobs: {
        run: none,
        settle,
        refresh: none,
        examine: none,
        detach: none,
        find: none,
        stored: () => false,
        recover: () => Promise.resolve(),
        close: () => Promise.resolve(),
      },
    })
    await session.request('key.set', { engine: 'acme', key: 'first', remember: false })
    const run = await session.queue(both)
    for (const [id, [engine, account, phase]] of Object.entries(jobs)) {
      const facts = {
        id,
        key: id,
        engine,
        modelId: 'a',
        bodySha256: '',
        bodyBytes: 0,
        account,
        run,
        node: 'a',
        item: '0',
        createdAt: 0,
      } as const
      await session.library.store.add({ facts, phase }, new Uint8Array())
    }
    const again = await session.restart()
    const state = async () => (await again.request('run.list', {})).map((row) => row.state)
    expect(await state()).toEqual(['interrupted'])
    return { ...again, run, settled, state }
  }

  test('cancels what it can, and says of the rest why not: that stays, and goes on when the key is there', async () => {
    const {
      library,
      request: ask,
      run,
      settled,
      state,
    } = await interrupted({
      here: ['runcomfy', 'runcomfy-1', submitted('r1')],
      there: ['acme', 'acme-2', submitted('r1')],
      unsent: ['acme', 'acme-2', created],
    })
    expect(await ask('run.cancel', { run })).toEqual({
      left: [{ job: 'there', error: expect.objectContaining({ code: 'account.key' }) }],
    })
    expect(settled).toEqual(['here'])
    expect(await state()).toEqual(['cancelled'])
    expect(library.store.get('there')?.phase).toEqual(submitted('r1'))
    // Nothing of it was sent, so that it needs no engine.
    expect(library.store.get('unsent')?.phase).toEqual({ state: 'cancelled', request: null, charged: 'no' })
  })

  test('says so too of the jobs of another key', async () => {
    const {
      request: ask,
      run,
      settled,
      state,
    } = await interrupted({
      here: ['runcomfy', 'runcomfy-1', submitted('r1')],
      before: ['runcomfy', 'runcomfy-0', submitted('r2')],
    })
    expect(await ask('run.cancel', { run })).toEqual({
      left: [
        {
          job: 'before',
          error: {
            code: 'account.key',
            message: 'The job before belongs to another key or address of runcomfy. Set that one first.',
          },
        },
      ],
    })
    expect([settled, await state()]).toEqual([['here'], ['cancelled']])
  })

  test('has nothing to say if all is cancelled', async () => {
    const { request: ask, run } = await interrupted({
      here: ['runcomfy', 'runcomfy-1', submitted('r1')],
    })
    expect(await ask('run.cancel', { run })).toEqual({})
  })
})

describe('while one engine refuses jobs', () => {
  async function refusing() {
    const refusal = { acme: createRefusal(), runcomfy: createRefusal() }
    const session = await start({ refusal })
    // Attached, and then refused.
    await session.queue(alone(film))
    await session.clock.settle()
    refusal.acme.set(new AppError('account.key', 'The key was refused.'))
    session.filmed?.call('a').fail(new AppError('account.key', 'The key was refused.'))
    await session.clock.settle()
    return { ...session, refusal }
  }

  test('runs on the other go ahead, and only those that need it wait', async () => {
    const session = await refusing()
    const { engines } = await session.request('host.hello', {})
    expect(engines.map(({ id, refusal }) => [id, refusal?.code ?? null])).toEqual([
      ['runcomfy', null],
      ['acme', 'account.key'],
    ])
    await session.queue(alone(paint))
    await session.clock.settle()
    expect((await session.rows())[0]).toBe(`${paint} running`)
    expect(session.refusal.acme.error?.code).toBe('account.key')
  })

  test('another try of the one leaves the other as it is', async () => {
    const session = await refusing()
    session.refusal.runcomfy.set(new AppError('account.balance', 'Nothing is left.'))
    await session.request('account.retry', { engine: 'acme' })
    expect([session.refusal.acme.error, session.refusal.runcomfy.error?.code]).toEqual([
      null,
      'account.balance',
    ])
  })
})

test('a run in practice opens no engine live, whatever keys there are', async () => {
  const session = await start()
  await session.request('settings.change', { mode: 'practice' })
  await session.queue(both)
  await session.clock.settle()
  expect(session.attached).toEqual(['practice', 'practice'])
})

test('on one engine alone a node of another is refused, by node and engine, and opens nothing', async () => {
  const session = await start({ given: { mode: 'live', only: 'runcomfy' } })
  await expect(session.queue(both)).rejects.toMatchObject({
    code: 'workflow.invalid',
    message: expect.stringMatching(/The node Film runs on Acme, and this run may use RunComfy alone/),
    data: { problems: [{ code: 'engine', node: 'b' }] },
  })
  expect(session.attached).toEqual([])
  await session.queue(alone(paint))
  await session.request('settings.change', { mode: 'practice' })
  await session.queue(both)
})

test('a mode that was named at the start is not written into the settings, until the user sets one', async () => {
  const session = await start({ given: { mode: 'live', only: null } })
  expect((await session.request('host.hello', {})).settings.mode).toBe('live')
  await session.request('settings.change', { theme: 'dark' })
  const after = await testSession({ home: session.home, clock: session.clock }).catch(() => null)
  expect((await after?.request('host.hello', {}))?.settings.mode).toBe('practice')
})

test('a run of an earlier version, which had one engine, is resumed on that one', async () => {
  const session = await start()
  const run = await session.queue(alone(paint))
  await session.clock.settle()
  const request = JSON.stringify({
    engine: 'runcomfy',
    targets: null,
    out: '/out',
    folder: session.home,
    pictures: [],
    concurrency: 2,
    fresh: false,
  })
  session.library.database.write('UPDATE runs SET request = ?, accounts = NULL WHERE id = ?', request, run)
  expect(session.library.runs.source(run)?.request).toMatchObject({ mode: 'live', only: 'runcomfy' })
  expect(session.library.runs.get(run)?.accounts).toEqual({ runcomfy: 'runcomfy-1' })
  const again = await session.restart()
  expect((await again.request('run.list', {})).map(({ mode, state }) => [mode, state])).toEqual([
    ['live', 'interrupted'],
  ])
  await again.request('run.resume', { run })
  expect(again.attached).toEqual(['runcomfy-1'])
})
