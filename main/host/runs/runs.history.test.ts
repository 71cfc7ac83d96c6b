import { describe, expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { reduceRun } from '#shared/run/reduceRun.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { fakeMedia } from '#shared/testing/media.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import type { Job } from '../../jobs/job.ts'
import type { Started } from '../testing/testRuns.ts'
import { finish, startSession, withRuns } from '../testing/testRuns.ts'

describe('when the host ends', () => {
  test('its runs are interrupted, including waiting ones, and nothing is resumed by itself', async () => {
    const first = await startSession()
    await first.queue('one', 'two')
    first.gated.call('a').finish({ out: 'A' })
    await first.clock.settle()
    const second = withRuns(await first.restart(), first.gated)
    await second.clock.advance(1000)
    expect(await second.rows()).toEqual(['two interrupted', 'one interrupted'])
    expect(first.gated.started).toEqual(['a', 'b'])
  })

  test('an interrupted run can be resumed; its results stay', async () => {
    const first = await startSession()
    const [run = ''] = await first.queue('one')
    first.gated.call('a').finish({ out: 'A' })
    await first.clock.settle()
    const second = withRuns(await first.restart(), first.gated)
    const before = await second.request('run.open', { run })
    expect(reduceRun(null, before.events)?.steps).toMatchObject({
      a: { phase: 'done', outputs: { out: 'A' } },
      b: { phase: 'waiting' },
    })
    await second.request('run.resume', { run })
    await second.clock.settle()
    expect(await second.rows()).toEqual(['one running'])
    second.gated.call('b').finish({ out: 'B' })
    await second.clock.settle()
    expect(await second.rows()).toEqual(['one done'])
    expect(second.gated.started).toEqual(['a', 'b', 'b'])
    expect(second.library.runs.steps(run)).toMatchObject({ a: { reused: false }, b: { reused: false } })
  })

  test('an interrupted run can be cancelled, and then be removed from the history', async () => {
    const first = await startSession()
    const [run = ''] = await first.queue('one')
    const second = withRuns(await first.restart(), first.gated)
    await expect(second.request('run.remove', { run })).rejects.toMatchObject({ code: 'input.invalid' })
    await second.request('run.cancel', { run })
    expect(await second.rows()).toEqual(['one cancelled'])
    await second.request('run.remove', { run })
    expect(await second.rows()).toEqual([])
  })

  test('a run that is cancelled while its rest is checked is not resumed', async () => {
    const first = await startSession()
    const [run = ''] = await first.queue('one')
    const second = withRuns(await first.restart(), first.gated)
    const [resumed, cancelled] = await Promise.allSettled([
      second.request('run.resume', { run }),
      second.request('run.cancel', { run }),
    ])
    await second.clock.settle()
    expect([resumed.status, cancelled.status, await second.rows()]).toEqual([
      'rejected',
      'fulfilled',
      ['one cancelled'],
    ])
    expect(first.gated.started).toEqual(['a'])
  })

  test('one that was cancelled since it was found is resumed only by who knows that', async () => {
    const first = await startSession()
    const [run = ''] = await first.queue('one')
    const second = withRuns(await first.restart(), first.gated)
    await second.request('run.cancel', { run })
    await expect(second.request('run.resume', { run, uncancelled: true })).rejects.toMatchObject({
      code: 'input.invalid',
      message: 'This run has been cancelled or removed in the meantime.',
    })
    expect(await second.rows()).toEqual(['one cancelled'])
    await second.request('run.resume', { run })
    await second.clock.settle()
    expect(await second.rows()).toEqual(['one running'])
  })

  test('a run that is over opens as it was', async () => {
    const first = await startSession()
    const [run = ''] = await first.queue('one')
    await finish(first)
    const before = reduceRun(null, (await first.request('run.open', { run })).events)
    const second = await first.restart()
    const after = reduceRun(null, (await second.request('run.open', { run })).events)
    expect(after).toMatchObject({ id: run, phase: 'done', workflow: 'one', finishedAt: before?.finishedAt })
    expect(after?.steps).toMatchObject({
      a: { phase: 'done', outputs: { out: 'a of "one"' } },
      b: { phase: 'done', outputs: { out: 'b of "a of \\"one\\""' } },
    })
  })
})

describe('a run that was cancelled', () => {
  test('before its turn has never begun, and opens with every node cancelled', async () => {
    const first = await startSession()
    const [, run = ''] = await first.queue('one', 'two')
    await first.request('run.cancel', { run })
    await finish(first)
    const second = await first.restart()
    const { row, events } = await second.request('run.open', { run })
    expect(row).toMatchObject({ state: 'cancelled', startedAt: null })
    expect(reduceRun(null, events)).toMatchObject({
      phase: 'cancelled',
      steps: { a: { phase: 'cancelled' }, b: { phase: 'cancelled' } },
    })
  })

  test('after it was interrupted keeps its results; steps that it did not reach are cancelled', async () => {
    const first = await startSession()
    const [run = ''] = await first.queue('one')
    first.gated.call('a').finish({ out: 'A' })
    await first.clock.settle()
    const second = await first.restart()
    await second.request('run.cancel', { run })
    const { row, events } = await second.request('run.open', { run })
    expect(row).toMatchObject({ state: 'cancelled', startedAt: expect.any(Number) as number })
    expect(reduceRun(null, events)?.steps).toMatchObject({
      a: { phase: 'done', outputs: { out: 'A' } },
      b: { phase: 'cancelled' },
    })
  })
})

describe('the history', () => {
  test('does not resume a run that is removed from it meanwhile', async () => {
    const session = await startSession()
    const [run = ''] = await session.queue('one')
    session.gated.call('a').fail(new AppError('node.failed', 'no'))
    await session.clock.settle()
    const [resumed, removed] = await Promise.allSettled([
      session.request('run.resume', { run }),
      session.request('run.remove', { run, confirm: false }),
    ])
    await session.clock.settle()
    expect([resumed.status, removed.status, session.gated.started]).toEqual(['rejected', 'fulfilled', ['a']])
  })

  test('loses finished runs when it is cleared, and no others', async () => {
    const session = await startSession()
    await session.queue('one', 'two', 'three')
    await finish(session)
    await session.request('run.clear', {})
    expect(await session.rows()).toEqual(['two running', 'three queued'])
  })

  test.each(['running', 'queued'])('keeps a run that is %s', async (state) => {
    const session = await startSession()
    const ids = await session.queue('one', 'two')
    const run = ids[state === 'running' ? 0 : 1] ?? ''
    await expect(session.request('run.remove', { run })).rejects.toMatchObject({ code: 'input.invalid' })
  })
})

describe('a long history', () => {
  const start = (
    { library }: { library: Started['library'] },
    count: number,
    state: 'done' | 'queued',
  ): void => {
    const { runs } = library
    for (let index = 0; index < count; index++) {
      const id = `${state}-${index}`
      const request = {
        mode: 'live' as const,
        only: null,
        targets: null,
        out: '',
        folder: '',
        pictures: [],
        concurrency: 1,
        fresh: false,
      }
      runs.queue({ id, name: id, accounts: { runcomfy: 'a' }, workflow: '{}', request, at: index * 1000 })
      if (state === 'queued') continue
      runs.begin(id, { runcomfy: 'a' }, index * 1000)
      runs.finish(id, 'done', 0.02, index * 1000 + 500)
    }
  }

  test('has totals of all runs, and lists the latest 200 finished ones', async () => {
    const session = await startSession()
    start(session, 300, 'done')
    expect(await session.request('run.totals', {})).toEqual({
      runs: 300,
      took: 150_000,
      cost: expect.closeTo(6),
    })
    expect(await session.request('run.list', {})).toHaveLength(200)
  })

  test('continues after the latest runs, page by page to the first one, and is searched as a whole', async () => {
    const session = await startSession()
    start(session, 300, 'done')
    const list = await session.request('run.list', {})
    const seen = list.map(({ id }) => id)
    for (;;) {
      const page = await session.request('run.past', { before: seen.at(-1) ?? null, text: '', most: 60 })
      if (page.length === 0) break
      seen.push(...page.map(({ id }) => id))
    }
    expect(seen).toEqual(Array.from({ length: 300 }, (_, at) => `done-${299 - at}`))
    const found = await session.request('run.past', { before: null, text: 'DONE-29', most: 60 })
    expect(found.map(({ id }) => id)).toEqual([
      ...Array.from({ length: 10 }, (_, at) => `done-${299 - at}`),
      'done-29',
    ])
  })

  test('is recognized by what each run has made, and by its prompt', async () => {
    const session = await startSession()
    const { runs } = session.library
    start(session, 1, 'done')
    const nodes = {
      draw: { type: 'test/draw', values: { prompt: 'A red\nlighthouse' } },
      save: { type: 'local/save-image', values: { name: '{workflow} of this run' } },
    }
    const request = runs.source('done-0')?.request
    if (request === undefined) throw new Error('It has a request.')
    const workflow = writeWorkflow(workflowOf(nodes, [], 'Harbour'))
    runs.start({ id: 'r', name: 'Harbour', accounts: {}, workflow, request, at: 1 })
    const [mask, image] = [{ ...fakeMedia(1), media: 'mask' as const }, fakeMedia(2)]
    const done = { type: 'step.done', node: 'draw', at: 2, reused: false, cost: null } as const
    runs.record('r', { ...done, outputs: { mask, image } })
    runs.record('r', { ...done, node: 'save', at: 3, outputs: {} })
    expect(await session.request('run.looks', { runs: ['r', 'done-0', 'gone'] })).toEqual([
      { run: 'r', media: image, prompt: 'A red lighthouse' },
      { run: 'done-0', media: null, prompt: null },
    ])
  })

  test('never truncates unfinished runs', async () => {
    const session = await startSession()
    start(session, 300, 'queued')
    start(session, 201, 'done')
    const rows = await session.request('run.list', {})
    expect(rows.filter(({ state }) => state === 'interrupted')).toHaveLength(300)
    expect(rows).toHaveLength(500)
  })

  test("has the costs of a run's jobs, including those whose result arrived after the cancel", async () => {
    const session = await startSession()
    start(session, 1, 'done')
    const job: Job = {
      facts: {
        id: 'late',
        key: 'k',
        modelId: 'm',
        bodySha256: '',
        bodyBytes: 0,
        account: 'a',
        run: 'done-0',
        node: 'a',
        item: '0',
        createdAt: 1,
      },
      phase: {
        state: 'downloaded',
        request: { requestId: 'r', statusUrl: null, resultUrl: null, cancelUrl: null, at: 1 },
        output: null,
        cost: 0.5,
        media: [],
      },
    }
    void session.library.store.add(job, new Uint8Array())
    expect((await session.request('run.list', {})).map(({ cost }) => cost)).toEqual([0.5])
    expect(await session.request('run.totals', {})).toMatchObject({ cost: 0.5 })
  })
})

describe('the mode', () => {
  test('can be changed for new runs; the library stays open', async () => {
    const session = await startSession()
    await session.queue('one', 'two')
    await session.request('key.set', { engine: 'runcomfy', key: 'a-key', remember: false })
    await session.request('settings.change', { mode: 'live' })
    await session.queue('three')
    await finish(session)
    await finish(session)
    expect((await session.request('run.list', {})).map(({ name, mode }) => [name, mode])).toEqual([
      ['three', 'live'],
      ['two', 'practice'],
      ['one', 'practice'],
    ])
    expect([session.attached, session.closed]).toEqual([['practice', 'runcomfy-1'], []])
  })

  test('with another key of an engine uses another account; a run of the previous one finishes with it', async () => {
    const session = await startSession()
    await session.request('settings.change', { mode: 'live' })
    await session.request('key.set', { engine: 'runcomfy', key: 'a-key', remember: false })
    await session.queue('one')
    await session.request('key.set', { engine: 'runcomfy', key: 'b-key', remember: false })
    await session.queue('two')
    expect(session.closed).toEqual([])
    await finish(session)
    expect([session.attached, session.closed]).toEqual([['runcomfy-1', 'runcomfy-2'], ['runcomfy-1']])
    await finish(session)
  })
})

describe('an unknown job', () => {
  const unknown: Job = {
    facts: {
      id: 'job-1',
      key: 'k',
      modelId: 'm',
      bodySha256: '',
      bodyBytes: 0,
      account: 'practice',
      run: '',
      node: 'a',
      item: '0',
      createdAt: 1,
    },
    phase: { state: 'unknown', evidence: { code: 'job.unknown', message: 'The answer was lost.' } },
  }

  test.each([['job.submitAgain', { job: 'job-1' }, 'created']] as const)(
    'is settled by %s, and its run is resumed',
    async (name, input, state) => {
      const session = await startSession()
      const [run = ''] = await session.queue('one')
      session.gated
        .call('a')
        .fail(new AppError('job.unknown', 'The answer was lost.', { data: { job: 'job-1' } }))
      await session.clock.settle()
      expect(await session.rows()).toEqual(['one failed'])
      void session.library.store.add({ ...unknown, facts: { ...unknown.facts, run } }, new Uint8Array())
      await session.request(name, input)
      await session.clock.settle()
      expect(session.library.store.get('job-1')?.phase.state).toBe(state)
      expect(await session.rows()).toEqual(['one running'])
    },
  )

  test('is not settled twice', async () => {
    const session = await startSession()
    const [run = ''] = await session.queue('one')
    void session.library.store.add({ ...unknown, facts: { ...unknown.facts, run } }, new Uint8Array())
    await session.request('job.submitAgain', { job: 'job-1' })
    const again = session.request('job.submitAgain', { job: 'job-1' })
    await expect(again).rejects.toMatchObject({ code: 'input.invalid' })
  })
})
