import { describe, expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { image, optional, text } from '../ports/port.ts'
import type { Media } from '../ports/value.ts'
import { fakeResults, fakeServices } from '../testing/fakeServices.ts'
import type { GatedNode } from '../testing/gatedNode.ts'
import { gatedNode } from '../testing/gatedNode.ts'
import { fakeMedia } from '../testing/media.ts'
import { testRegistry } from '../testing/nodeTypes.ts'
import { startRun } from '../testing/startRun.ts'
import { workflowOf } from '../testing/workflow.ts'

const row = workflowOf({ a: 'test/gated', b: 'test/gated', c: 'test/gated', x: 'test/gated' }, [
  'a.out > b.in',
  'b.out > c.in',
])
const listRun = workflowOf(
  { l: { type: 'test/lines', values: { text: '1\n2\n3' } }, g: 'test/gated', n: 'test/gated' },
  ['l.lines > g.in', 'g.out > n.in'],
)
const stopped = new AppError('cancelled', 'stopped')

/** Ends what has started and not ended yet. */
const finishAll = (gated: GatedNode): void => {
  for (const call of gated.calls) call.finish({ out: call.context.node.id })
}

describe('a cancel of one node', () => {
  test('that waits for another: it never starts, its dependents are skipped, the rest continues', async () => {
    const gated = gatedNode()
    const started = startRun(row, testRegistry(gated.type))
    started.cancel('b')
    finishAll(gated)
    const { state } = await started.done
    expect(started.story).toEqual([
      'run started',
      'started a',
      'started x',
      'cancelled b',
      'skipped c (cancelled: b)',
      'done a',
      'done x',
      'run cancelled',
    ])
    expect(state).toBe('cancelled')
  })

  test('that waits for room: it never starts, and does not take the room of another', async () => {
    const gated = gatedNode()
    const started = startRun(row, testRegistry(gated.type), { limits: { remote: 1 } })
    started.cancel('x')
    gated.call('a').finish({ out: 'A' })
    await started.settle()
    expect(gated.started).toEqual(['a', 'b'])
    expect(started.story).toEqual(['run started', 'started a', 'cancelled x', 'done a', 'started b'])
  })

  test('that works: it is asked to stop, and has ended when it has stopped', async () => {
    const gated = gatedNode({ obeysCancel: true })
    const started = startRun(row, testRegistry(gated.type))
    started.cancel('a')
    expect(started.story).toEqual(['run started', 'started a', 'started x'])
    await started.settle()
    expect(started.story.slice(3)).toEqual([
      'cancelled a',
      'skipped b (cancelled: a)',
      'skipped c (cancelled: a)',
    ])
    expect(gated.call('a').context.signal.reason).toMatchObject({ code: 'cancelled' })
    expect(gated.call('x').context.signal.aborted).toBe(false)
  })

  test('whose job can no longer be cancelled: its event says that the job continues', async () => {
    const gated = gatedNode({ obeysCancel: true })
    const started = startRun(row, testRegistry(gated.type))
    gated.call('a').context.update({ requestId: 'q', status: 'not_cancellable' })
    started.cancel('a')
    started.cancel('x')
    await started.settle()
    expect(started.events.filter(({ type }) => type === 'step.cancelled')).toEqual([
      { type: 'step.cancelled', node: 'a', at: expect.any(Number), cost: null, goesOn: true },
      { type: 'step.cancelled', node: 'x', at: expect.any(Number), cost: null },
    ])
  })

  test('that works and completes nevertheless: its result is saved, and its dependents run', async () => {
    const gated = gatedNode()
    const results = fakeResults()
    const started = startRun(row, testRegistry(gated.type), { services: fakeServices({ results }) })
    started.cancel('a')
    gated.call('a').finish({ out: 'paid' })
    await started.settle()
    expect(started.story.slice(3)).toEqual(['done a', 'started b'])
    expect(gated.call('b').inputs).toEqual({ in: 'paid' })
    expect([...results.saved.values()]).toEqual([{ out: 'paid' }])
  })

  test('whose picture is being read: it never starts, whatever the result of reading', async () => {
    for (const readable of [true, false]) {
      const shows = gatedNode({ inputs: { image: image('Image') } })
      const reading = Promise.withResolvers<Media>()
      const services = fakeServices()
      const started = startRun(
        workflowOf({ a: { type: 'test/gated', values: { image: { file: 'a.png' } } } }),
        testRegistry(shows.type),
        { services: { ...services, assets: { ...services.assets, resolve: () => reading.promise } } },
      )
      started.cancel('a')
      if (readable) reading.resolve(fakeMedia(1))
      else reading.reject(new AppError('file.unreadable', 'gone'))
      expect((await started.done).state).toBe('cancelled')
      await started.settle()
      expect(started.story).toEqual(['run started', 'cancelled a', 'run cancelled'])
      expect(shows.calls).toEqual([])
    }
  })

  test('that waits for another: the picture that it names is no longer read', async () => {
    const shows = gatedNode({ inputs: { image: image('Image'), in: optional(text('In')) } })
    const services = fakeServices()
    const requested: unknown[] = []
    const resolve = (literal: unknown) => {
      requested.push(literal)
      return Promise.resolve(fakeMedia(1))
    }
    const started = startRun(
      workflowOf(
        {
          a: { type: 'test/gated', values: { image: 'https://pictures.example/a.png' } },
          b: { type: 'test/gated', values: { image: { file: 'b.png' } } },
        },
        ['a.out > b.in'],
      ),
      testRegistry(shows.type),
      { services: { ...services, assets: { ...services.assets, resolve } } },
    )
    started.cancel('b')
    shows.call('a').finish({ out: '' })
    await started.done
    expect(requested).toEqual([])
  })

  test('that has ended, that is not in the run, or that has been cancelled before changes nothing', async () => {
    const gated = gatedNode()
    const started = startRun(row, testRegistry(gated.type))
    gated.call('a').finish({ out: '' })
    await started.settle()
    started.cancel('b')
    const eventCount = started.story.length
    for (const node of ['a', 'b', 'nobody', 'constructor']) started.cancel(node)
    expect(started.story).toHaveLength(eventCount)
  })

  test('after the run is over has no effect', async () => {
    const gated = gatedNode()
    const started = startRun(workflowOf({ a: 'test/gated' }), testRegistry(gated.type))
    finishAll(gated)
    await started.done
    started.cancel('a')
    expect(started.story).toEqual(['run started', 'started a', 'done a', 'run done'])
  })

  test('asked for its signal only after the cancel: it finds it aborted', () => {
    const gated = gatedNode()
    const started = startRun(row, testRegistry(gated.type))
    started.cancel('a')
    expect(gated.call('a').context.signal.aborted).toBe(true)
    expect(gated.call('a').context.signal).toBe(gated.call('a').context.signal)
  })
})

describe('a cancel of a node that runs over a list', () => {
  test('keeps the results and costs of its items, and does not start the others', async () => {
    const gated = gatedNode()
    const results = fakeResults()
    const started = startRun(listRun, testRegistry(gated.type), {
      services: fakeServices({ results }),
      limits: { remote: 2 },
    })
    gated.call('g', 0).context.spent(0.5)
    gated.call('g', 0).finish({ out: 'one' })
    await started.settle()
    started.cancel('g')
    gated.call('g', 1).fail(stopped)
    gated.call('g', 2).context.spent(0.25)
    gated.call('g', 2).finish({ out: 'three' })
    await started.done
    expect(started.events.find((event) => event.type === 'step.cancelled')).toEqual({
      type: 'step.cancelled',
      node: 'g',
      at: 1000,
      outputs: { out: ['one', null, 'three'] },
      cost: 0.75,
    })
    expect(results.saved.size).toBe(3)
    expect(started.story.slice(-3)).toEqual(['cancelled g', 'skipped n (cancelled: g)', 'run cancelled'])
  })

  test('before any of them has started: none does', async () => {
    const gated = gatedNode()
    const started = startRun({ ...listRun, nodes: listRun.nodes.toReversed() }, testRegistry(gated.type), {
      limits: { remote: 1 },
    })
    expect(gated.started).toEqual(['g'])
    started.cancel('g')
    gated.call('g').fail(stopped)
    await started.done
    expect(gated.started).toEqual(['g'])
    expect(started.run().steps['g']).toMatchObject({
      phase: 'cancelled',
      outputs: { out: [null, null, null] },
    })
  })
})

describe('errors during a cancel', () => {
  test('a submit that may have been charged stays visible', async () => {
    const gated = gatedNode()
    const controller = new AbortController()
    const started = startRun(row, testRegistry(gated.type), { signal: controller.signal })
    controller.abort()
    gated.call('a').fail(new AppError('job.unknown', 'The answer was lost.', { data: { requestId: 'r' } }))
    gated.call('x').fail(stopped)
    const { state, errors } = await started.done
    expect(state).toBe('cancelled')
    expect(errors['a']?.code).toBe('job.unknown')
    expect(started.story.slice(3)).toEqual([
      'cancelled b',
      'cancelled c',
      'failed a',
      'cancelled x',
      'run cancelled',
    ])
  })

  test('one item that may have been charged stays visible among others that were cancelled', async () => {
    const gated = gatedNode()
    const started = startRun(listRun, testRegistry(gated.type))
    started.cancel('g')
    gated.call('g', 0).fail(stopped)
    gated.call('g', 1).fail(new AppError('job.unknown', 'The answer was lost.'))
    gated.call('g', 2).finish({ out: 'three' })
    await started.done
    expect(started.run().steps['g']).toMatchObject({
      phase: 'failed',
      error: { code: 'job.unknown' },
      outputs: { out: [null, null, 'three'] },
    })
  })

  test('a job that the engine says is cancelled counts as cancelled', async () => {
    const gated = gatedNode()
    const started = startRun(workflowOf({ a: 'test/gated' }), testRegistry(gated.type))
    started.cancel('a')
    gated.call('a').fail(new AppError('job.cancelled', 'The engine cancelled it.'))
    expect((await started.done).state).toBe('cancelled')
  })

  test('a job that was not cancelled here is a failure that says so', async () => {
    const gated = gatedNode()
    const started = startRun(workflowOf({ a: 'test/gated' }), testRegistry(gated.type))
    gated.call('a').fail(new AppError('job.cancelled', 'Somebody cancelled it elsewhere.'))
    const { state, errors } = await started.done
    expect([state, errors['a']?.code]).toEqual(['failed', 'job.cancelled'])
  })

  test('a failure elsewhere makes a run failed of which one node was cancelled', async () => {
    const gated = gatedNode()
    const started = startRun(row, testRegistry(gated.type))
    started.cancel('b')
    gated.call('a').finish({ out: '' })
    gated.call('x').fail(new Error('no'))
    expect((await started.done).state).toBe('failed')
  })

  test('failures and completions with nothing left to cancel are reported as what they are', async () => {
    const gated = gatedNode()
    const controller = new AbortController()
    const started = startRun(workflowOf({ a: 'test/gated', x: 'test/gated' }), testRegistry(gated.type), {
      signal: controller.signal,
    })
    controller.abort()
    gated.call('a').fail(new AppError('job.unknown', 'The answer was lost.'))
    gated.call('x').finish({ out: '' })
    expect((await started.done).state).toBe('partial')
  })
})
