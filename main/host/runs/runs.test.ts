import { describe, expect, test } from 'vitest'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { reduceRun } from '#shared/run/reduceRun.ts'
import type { RunEvent } from '#shared/run/run.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import type { TestSession } from '../testing/testSession.ts'
import { finish, startSession, textOf, startInput } from '../testing/testRuns.ts'

const eventsOf = ({ events }: TestSession, run: string): readonly RunEvent[] =>
  events.flatMap((event) => (event.type === 'run.events' && event.run === run ? event.events : []))

describe('runs', () => {
  test('run one at a time; the others wait in the order of their arrival', async () => {
    const session = await startSession()
    await session.queue('one', 'two', 'three')
    expect(await session.rows()).toEqual(['one running', 'two queued', 'three queued'])
    expect(session.gated.started).toEqual(['a'])
    await finish(session)
    expect(await session.rows()).toEqual(['two running', 'three queued', 'one done'])
    await finish(session)
    await finish(session)
    expect(await session.rows()).toEqual(['three done', 'two done', 'one done'])
  })

  test('requested as first go before waiting ones, not before the active one', async () => {
    const session = await startSession()
    await session.queue('one', 'two')
    await session.request('run.start', startInput('three', { first: true }))
    expect(await session.rows()).toEqual(['one running', 'three queued', 'two queued'])
  })

  test.each([
    [0, ['one running', 'four queued', 'two queued', 'three queued']],
    [1, ['one running', 'two queued', 'four queued', 'three queued']],
    [99, ['one running', 'two queued', 'three queued', 'four queued']],
  ])('that wait can be moved to place %i', async (place, rows) => {
    const session = await startSession()
    const [, , , run = ''] = await session.queue('one', 'two', 'three', 'four')
    await session.request('run.move', { run, place })
    expect(await session.rows()).toEqual(rows)
  })

  test('have rows with their times, engine, workflow and running node', async () => {
    const session = await startSession()
    const [one, two] = await session.queue('one', 'two')
    await finish(session)
    const row = { workflow: null, mode: 'practice', cost: null }
    expect(await session.request('run.list', {})).toEqual([
      {
        ...row,
        id: two,
        name: 'two',
        state: 'running',
        node: { title: 'Gated', more: 0 },
        queuedAt: 2000,
        startedAt: 3000,
        finishedAt: null,
      },
      {
        ...row,
        id: one,
        name: 'one',
        state: 'done',
        node: null,
        queuedAt: 1000,
        startedAt: 1000,
        finishedAt: 3000,
      },
    ])
  })

  test('that failed name the failed node, even after a restart', async () => {
    const session = await startSession()
    await session.queue('one')
    session.gated.call('a').fail(new Error('no'))
    await session.clock.settle()
    const expected = { state: 'failed', node: { title: 'Gated', more: 0 } }
    expect(await session.request('run.list', {})).toMatchObject([expected])
    expect(await (await session.restart()).request('run.list', {})).toMatchObject([expected])
  })

  test('of a saved workflow have its name and its id', async () => {
    const session = await startSession()
    const { id } = await session.request('workflow.save', {
      id: null,
      name: 'Kept',
      text: textOf('in the text'),
      base: null,
      overwrite: false,
    })
    await session.request('run.start', startInput('in the text', { workflow: id }))
    expect(await session.request('run.list', {})).toMatchObject([{ name: 'Kept', workflow: id }])
  })

  test('draw their seeds when they are requested, and return them', async () => {
    const session = await startSession()
    const node = { type: 'test/seed', values: { seed: 3 }, seedMode: 'increment' } as const
    const text = writeWorkflow(workflowOf({ s: node }))
    const { run, seeds } = await session.request(
      'run.start',
      startInput('', { text, used: { s: { seed: 3 } } }),
    )
    expect(seeds).toEqual({ s: { seed: 4 } })
    await session.clock.settle()
    const opened = await session.request('run.open', { run })
    expect(JSON.parse(opened.text)).toMatchObject({ nodes: [{ values: { seed: 4 } }] })
    expect(opened.events[0]).toMatchObject({ type: 'run.started', seeds: { s: { seed: 4 } } })
  })
})

describe('an impossible run', () => {
  const cycle = writeWorkflow(
    workflowOf({ a: 'test/pass', b: 'test/pass' }, ['a.value > b.value', 'b.value > a.value']),
  )
  const missing = writeWorkflow(workflowOf({ a: 'test/text' }))
  const noPicture = writeWorkflow(
    workflowOf({ a: { type: 'test/paint', values: { image: { file: 'gone.png' } } } }),
  )
  test.each([
    ['what is no workflow', '{}', 'workflow.invalid'],
    ['a newer format', missing.replace('"version": 1', '"version": 99'), 'workflow.newer'],
    ['a cycle', cycle, 'workflow.invalid'],
    ['a missing input', missing, 'workflow.invalid'],
    ['a picture that is not there', noPicture, 'workflow.invalid'],
  ])('of %s is refused, and nothing is queued', async (_, text, code) => {
    const session = await startSession()
    const refused = session.request('run.start', startInput('', { text }))
    await expect(refused).rejects.toMatchObject({ code })
    expect(await session.rows()).toEqual([])
  })

  test('names every problem with its path', async () => {
    const session = await startSession()
    await expect(session.request('run.start', startInput('', { text: missing }))).rejects.toMatchObject({
      data: { problems: [{ code: 'missing', node: 'a', port: 'text' }] },
    })
  })

  test('without a key for the current engine is refused before it is queued', async () => {
    const session = await startSession()
    await session.request('settings.change', { mode: 'live' })
    await expect(session.request('run.start', startInput('one'))).rejects.toMatchObject({
      code: 'account.key',
    })
    expect(await session.rows()).toEqual([])
  })

  test('whose key was removed while it waited fails with that reason', async () => {
    const session = await startSession()
    await session.queue('one')
    await session.request('settings.change', { mode: 'live' })
    await session.request('key.set', { engine: 'runcomfy', key: 'a-key', remember: false })
    const [run = ''] = await session.queue('two')
    await session.request('key.forget', { engine: 'runcomfy' })
    await finish(session)
    expect(await session.rows()).toEqual(['two failed', 'one done'])
    expect(reduceRun(null, (await session.request('run.open', { run })).events)?.steps).toMatchObject({
      a: { phase: 'failed', error: { code: 'account.key' } },
      b: { phase: 'skipped', because: 'failed', of: 'a' },
    })
  })
})

describe('a cancel', () => {
  test('of a waiting run: it never starts, and the others continue', async () => {
    const session = await startSession()
    const [, two = ''] = await session.queue('one', 'two', 'three')
    await session.request('run.cancel', { run: two })
    await finish(session)
    expect(await session.rows()).toEqual(['three running', 'two cancelled', 'one done'])
    expect(session.gated.started).toEqual(['a', 'b', 'a'])
  })

  test('of the active run stops its nodes and lets the next one start', async () => {
    const session = await startSession()
    const [one = ''] = await session.queue('one', 'two')
    await session.request('run.cancel', { run: one })
    await session.clock.settle()
    expect(await session.rows()).toEqual(['two running', 'one cancelled'])
    expect(session.gated.calls[0]?.context.signal.aborted).toBe(true)
  })

  test('of one node stops that one; its dependents are skipped', async () => {
    const session = await startSession()
    const [run = ''] = await session.queue('one')
    await session.request('run.cancelNode', { run, node: 'a' })
    await session.clock.settle()
    expect(reduceRun(null, (await session.request('run.open', { run })).events)?.steps).toMatchObject({
      a: { phase: 'cancelled' },
      b: { phase: 'skipped', because: 'cancelled' },
    })
  })

  test.each([
    ['run.cancel', { run: 'nobody' }],
    ['run.cancelNode', { run: 'nobody', node: 'a' }],
    ['run.move', { run: 'nobody', place: 0 }],
    ['run.resume', { run: 'nobody' }],
    ['run.remove', { run: 'nobody' }],
    ['run.open', { run: 'nobody' }],
    ['job.attach', { job: 'nobody', request: 'r' }],
    ['job.submitAgain', { job: 'nobody' }],
  ] as const)('or anything else (%s) of an unknown run is refused', async (name, input) => {
    const session = await startSession()
    await expect(session.request(name, input as never)).rejects.toMatchObject({ code: 'input.invalid' })
  })
})

describe('an event', () => {
  test('is sent in batches, one frame at a time, with the rows', async () => {
    const session = await startSession()
    const [run = ''] = await session.queue('one')
    session.events.length = 0
    for (const status of ['in_queue', 'in_progress', 'completed'])
      session.gated.call('a').context.update({ status })
    expect(session.events).toEqual([])
    await session.frame()
    expect(session.events.map(({ type }) => type)).toEqual(['run.events'])
    expect(eventsOf(session, run).map((event) => 'status' in event && event.status)).toEqual([
      'in_queue',
      'in_progress',
      'completed',
    ])
  })

  test('is the same for a page that opens late', async () => {
    const session = await startSession()
    const [run = ''] = await session.queue('one')
    session.gated.call('a').context.update({ status: 'in_queue', queuePosition: 3 })
    session.gated.call('a').context.update({ status: 'in_progress' })
    await session.frame()
    const { events } = await session.request('run.open', { run })
    expect(reduceRun(null, events)).toEqual(reduceRun(null, eventsOf(session, run)))
    session.gated.call('a').finish({ out: 'A' })
    await session.clock.settle()
    session.gated.call('b').finish({ out: 'B' })
    await session.clock.settle()
    await session.frame()
    const after = await session.request('run.open', { run })
    expect(reduceRun(null, after.events)).toEqual(reduceRun(null, eventsOf(session, run)))
  })

  test('ends with the run in the history, as it was', async () => {
    const session = await startSession()
    const [run = ''] = await session.queue('one')
    await finish(session)
    const { row, text, events } = await session.request('run.open', { run })
    expect([row.state, JSON.parse(text), events.at(-1)?.type]).toEqual([
      'done',
      JSON.parse(textOf('one')),
      'run.finished',
    ])
  })
})
