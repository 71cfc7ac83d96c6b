import { describe, expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import type { GatedNode } from '../testing/gatedNode.ts'
import { gatedNode } from '../testing/gatedNode.ts'
import { testRegistry } from '../testing/nodeTypes.ts'
import { startRun } from '../testing/startRun.ts'
import { workflowOf } from '../testing/workflow.ts'
import { RunEvent } from './run.ts'

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

describe('a cancel of the run', () => {
  test('drops what waits, asks what works to stop, and keeps what is done', async () => {
    const gated = gatedNode({ obeysCancel: true })
    const controller = new AbortController()
    const started = startRun(row, testRegistry(gated.type), { signal: controller.signal })
    gated.call('a').finish({ out: 'A' })
    await started.settle()
    controller.abort()
    expect(started.story.slice(3)).toEqual(['done a', 'started b', 'cancelled c'])
    const { state, outputs } = await started.done
    expect({ state, outputs }).toEqual({ state: 'cancelled', outputs: { a: { out: 'A' } } })
    expect(started.story.slice(6)).toEqual(['cancelled x', 'cancelled b', 'run cancelled'])
  })

  test('loses against completion: if everything completes nevertheless, the run is done', async () => {
    const gated = gatedNode()
    const controller = new AbortController()
    const started = startRun(workflowOf({ a: 'test/gated', x: 'test/gated' }), testRegistry(gated.type), {
      signal: controller.signal,
    })
    controller.abort()
    finishAll(gated)
    expect(await started.done).toEqual({
      state: 'done',
      outputs: { a: { out: 'a' }, x: { out: 'x' } },
      errors: {},
    })
  })

  test('before it starts leaves every node unstarted', async () => {
    const gated = gatedNode()
    const started = startRun(row, testRegistry(gated.type), { signal: AbortSignal.abort() })
    expect((await started.done).state).toBe('cancelled')
    expect(started.story).toEqual([
      'run started',
      'cancelled a',
      'cancelled x',
      'cancelled b',
      'cancelled c',
      'run cancelled',
    ])
    expect(gated.calls).toEqual([])
  })

  test('of nothing is done, and is reported once', async () => {
    const started = startRun(workflowOf({}), testRegistry(), { signal: AbortSignal.abort() })
    expect((await started.done).state).toBe('done')
    expect(started.story).toEqual(['run started', 'run done'])
  })

  test('after its end changes nothing, and its signal is released', async () => {
    const gated = gatedNode()
    const controller = new AbortController()
    const listening: string[] = []
    const { signal } = controller
    const watched: AbortSignal = Object.assign(Object.create(signal) as AbortSignal, {
      addEventListener: (type: 'abort') => void listening.push(type),
      removeEventListener: (type: 'abort') => void listening.splice(listening.indexOf(type), 1),
    })
    Object.defineProperty(watched, 'aborted', { get: () => signal.aborted })
    const started = startRun(workflowOf({ a: 'test/gated' }), testRegistry(gated.type), { signal: watched })
    expect(listening).toEqual(['abort'])
    finishAll(gated)
    await started.done
    expect(listening).toEqual([])
  })

  test('with 50,000 nodes in the queue takes time in proportion to their number', async () => {
    const gated = gatedNode()
    const ids = Array.from({ length: 50_000 }, (_, index) => `n${index}`)
    const controller = new AbortController()
    const started = startRun(
      workflowOf(Object.fromEntries(ids.map((id) => [id, 'test/gated']))),
      testRegistry(gated.type),
      { signal: controller.signal, limits: { remote: 1 } },
    )
    controller.abort()
    gated.call('n0').fail(stopped)
    expect((await started.done).state).toBe('cancelled')
    expect(started.events.filter(({ type }) => type === 'step.cancelled')).toHaveLength(50_000)
  })
})

describe('a cancel by a listener, while an event is being emitted', () => {
  const wide = workflowOf(
    {
      a: { type: 'test/text', values: { text: 'a' } },
      b: { type: 'test/join', values: { second: 'b' } },
      c: { type: 'test/join', values: { second: 'c' } },
      d: 'test/join',
      x: 'test/gated',
    },
    ['a.text > b.first', 'a.text > c.first', 'b.text > d.first', 'c.text > d.second'],
  )
  const list = workflowOf(
    { l: { type: 'test/lines', values: { text: '1\n2' } }, j: 'test/join', k: 'test/join' },
    ['l.lines > j.first', 'j.text > k.first'],
  )

  test.each([
    ['run.started', wide, 0],
    ['run.started', list, 0],
    ['step.started', wide, 1],
    ['step.started', list, 1],
    ['step.done', wide, 1],
    ['step.done', list, 1],
    ['step.progress', wide, 5],
  ])(
    'at the first %s: each node still ends once, the run once, and nothing starts afterwards',
    async (type, workflow, starts) => {
      const gated = gatedNode({ obeysCancel: true })
      const controller = new AbortController()
      const started = startRun(workflow, testRegistry(gated.type), {
        signal: controller.signal,
        onEvent: (event) => {
          if (event.type === type) controller.abort()
        },
      })
      if (type === 'step.progress') gated.call('x').context.progress(0.5)
      await started.done
      const ends = started.events.flatMap((event) =>
        event.type === 'step.done' || event.type === 'step.cancelled' ? [event.node] : [],
      )
      expect(ends.toSorted()).toEqual(workflow.nodes.map(({ id }) => id).toSorted())
      expect(started.story.filter((line) => line.startsWith('run '))).toEqual([
        'run started',
        'run cancelled',
      ])
      expect(started.story.at(-1)).toBe('run cancelled')
      expect(started.story.filter((line) => line.startsWith('started'))).toHaveLength(starts)
    },
  )

  test('of one node at its start: it is not run', async () => {
    const gated = gatedNode()
    const box: { cancel?: (node: string) => void } = {}
    const started = startRun(row, testRegistry(gated.type), {
      onEvent: (event) => {
        if (event.type === 'step.started' && event.node === 'b') box.cancel?.('b')
      },
    })
    box.cancel = started.cancel
    gated.call('a').finish({ out: '' })
    await started.settle()
    expect(gated.started).toEqual(['a', 'x'])
    expect(started.story.slice(3)).toEqual(['done a', 'started b', 'cancelled b', 'skipped c (cancelled: b)'])
  })

  test('of a node over a list, by one of its items that ends immediately: the others do not run', async () => {
    const controller = new AbortController()
    const started = startRun(list, testRegistry(), {
      signal: controller.signal,
      limits: { local: 1 },
      onEvent: (event) => {
        if (event.type === 'step.started' && event.node === 'j') controller.abort()
      },
    })
    await started.done
    expect(started.run().steps['j']).toMatchObject({ phase: 'cancelled', outputs: { text: [null, null] } })
  })
})

test('every event of a cancelled run is a valid one', async () => {
  const gated = gatedNode({ obeysCancel: true })
  const controller = new AbortController()
  const started = startRun(listRun, testRegistry(gated.type), {
    signal: controller.signal,
    limits: { remote: 2 },
  })
  gated.call('g').context.update({ status: 'in_queue' })
  controller.abort()
  await started.done
  for (const event of started.events) expect(RunEvent.parse(JSON.parse(JSON.stringify(event)))).toEqual(event)
})
