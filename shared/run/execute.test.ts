import { describe, expect, test } from 'vitest'
import { fakeClock } from '../testing/fakeClock.ts'
import { fakeServices } from '../testing/fakeServices.ts'
import { gatedNode } from '../testing/gatedNode.ts'
import { testRegistry } from '../testing/nodeTypes.ts'
import { startRun } from '../testing/startRun.ts'
import { lines, say, workflowOf } from '../testing/workflow.ts'
import { RunEvent } from './run.ts'

describe('a run', () => {
  test('emits everything in order, with outputs and times', async () => {
    const clock = fakeClock(5)
    const started = startRun(
      workflowOf(
        { a: say('Hello'), b: { type: 'test/join', values: { second: '!' } } },
        ['a.text > b.first'],
        'Greeting',
      ),
      testRegistry(),
      { services: fakeServices({ clock }), runId: 'r7', seeds: { s: { seed: 3 } } },
    )
    const outcome = await started.done
    expect(started.events).toEqual<RunEvent[]>([
      {
        type: 'run.started',
        run: 'r7',
        workflow: 'Greeting',
        at: 5,
        nodes: ['a', 'b'],
        seeds: { s: { seed: 3 } },
      },
      { type: 'step.started', node: 'a', at: 5, items: 1 },
      { type: 'step.done', node: 'a', at: 5, outputs: { text: 'Hello' }, reused: false, cost: null },
      { type: 'step.started', node: 'b', at: 5, items: 1 },
      { type: 'step.done', node: 'b', at: 5, outputs: { text: 'Hello!' }, reused: false, cost: null },
      {
        type: 'run.finished',
        state: 'done',
        at: 5,
        cost: null,
        outputs: { a: { text: 'Hello' }, b: { text: 'Hello!' } },
      },
    ])
    expect(outcome).toEqual({
      state: 'done',
      outputs: { a: { text: 'Hello' }, b: { text: 'Hello!' } },
      errors: {},
    })
    for (const event of started.events) expect(RunEvent.parse(event)).toEqual(event)
  })

  test('of nothing is done at once', async () => {
    const started = startRun(workflowOf({}), testRegistry())
    expect(await started.done).toEqual({ state: 'done', outputs: {}, errors: {} })
    expect(started.story).toEqual(['run started', 'run done'])
  })

  test('reports what is muted, and what that keeps from running', async () => {
    const started = startRun(
      workflowOf({ a: { ...say('a'), mode: 'muted' }, b: 'test/join', c: say('c') }, ['a.text > b.first']),
      testRegistry(),
    )
    expect((await started.done).state).toBe('done')
    expect(started.story).toEqual([
      'run started',
      'skipped a (muted: a)',
      'skipped b (muted: a)',
      'started c',
      'done c',
      'run done',
    ])
    expect(started.events[0]).toMatchObject({ nodes: ['a', 'b', 'c'] })
  })
})

describe('order', () => {
  test('on a diamond: a node starts the moment its last source has ended, and not before', async () => {
    const gated = gatedNode()
    const diamond = workflowOf({ a: 'test/gated', b: 'test/gated', c: 'test/gated', d: 'test/gated' }, [
      'a.out > b.in',
      'a.out > c.in',
      'b.out > d.in',
      'c.out > d.also',
    ])
    const { done, settle } = startRun(diamond, testRegistry(gated.type))
    expect(gated.started).toEqual(['a'])
    gated.call('a').finish({ out: 'A' })
    await settle()
    expect(gated.started).toEqual(['a', 'b', 'c'])
    gated.call('c').finish({ out: 'C' })
    await settle()
    expect(gated.started).toEqual(['a', 'b', 'c'])
    gated.call('b').finish({ out: 'B' })
    await settle()
    expect(gated.call('d').inputs).toEqual({ in: 'B', also: 'C' })
    gated.call('d').finish({ out: 'D' })
    expect((await done).state).toBe('done')
  })

  test('a node that takes time behind one that ends immediately starts once, and is paid for once', async () => {
    const gated = gatedNode()
    const { story, settle } = startRun(
      workflowOf({ a: say('a'), g: 'test/gated', h: 'test/gated' }, ['a.text > g.in', 'a.text > h.in']),
      testRegistry(gated.type),
    )
    await settle()
    expect(gated.started).toEqual(['g', 'h'])
    expect(story).toEqual(['run started', 'started a', 'done a', 'started g', 'started h'])
  })

  test('one branch never waits for another', async () => {
    const gated = gatedNode()
    const { settle } = startRun(
      workflowOf({ slow: 'test/gated', quick: 'test/gated', after: 'test/gated' }, ['quick.out > after.in']),
      testRegistry(gated.type),
    )
    gated.call('quick').finish({ out: 'Q' })
    await settle()
    expect(gated.started).toEqual(['slow', 'quick', 'after'])
  })

  test('a node that feeds another through two cables is waited for once', async () => {
    const started = startRun(
      workflowOf({ a: say('x'), b: 'test/join' }, ['a.text > b.first', 'a.text > b.second']),
      testRegistry(),
    )
    expect((await started.done).outputs['b']).toEqual({ text: 'xx' })
  })
})

describe('limits', () => {
  const five = workflowOf(Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((id) => [id, 'test/gated'])))

  test('of the engine are four at a time by default, and the next starts when one ends', async () => {
    const gated = gatedNode()
    const { settle } = startRun(five, testRegistry(gated.type))
    expect(gated.started).toEqual(['a', 'b', 'c', 'd'])
    gated.call('b').finish({ out: '' })
    await settle()
    gated.call('c').fail(new Error('x'))
    await settle()
    expect(gated.started).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
  })

  test('of this machine are eight at a time by default', () => {
    const gated = gatedNode({ where: 'local' })
    const ten = workflowOf(
      Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`n${index}`, 'test/gated'])),
    )
    startRun(ten, testRegistry(gated.type))
    expect(gated.started).toHaveLength(8)
  })

  test('can be set, for the engine and for this machine each', () => {
    const remote = gatedNode()
    startRun(five, testRegistry(remote.type), { limits: { remote: 2, local: 5 } })
    expect(remote.started).toEqual(['a', 'b'])
    const local = gatedNode({ where: 'local' })
    startRun(five, testRegistry(local.type), { limits: { remote: 2, local: 5 } })
    expect(local.started).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  test('of the engine do not block those of this machine', () => {
    const remote = gatedNode({ type: 'test/remote' })
    const local = gatedNode({ type: 'test/local', where: 'local' })
    startRun(
      workflowOf({ a: 'test/remote', b: 'test/remote', c: 'test/local' }),
      testRegistry(remote.type, local.type),
      { limits: { remote: 1 } },
    )
    expect([remote.started, local.started]).toEqual([['a'], ['c']])
  })

  test('count every item of a list', async () => {
    const gated = gatedNode()
    const { settle } = startRun(
      workflowOf({ l: lines('1\n2\n3\n4\n5\n6'), g: 'test/gated' }, ['l.lines > g.in']),
      testRegistry(gated.type),
      { limits: { remote: 2 } },
    )
    expect(gated.started).toEqual(['g', 'g#1'])
    gated.call('g', 1).finish({ out: '' })
    await settle()
    expect(gated.started).toEqual(['g', 'g#1', 'g#2'])
  })

  test('of zero let one at a time through, so that nothing hangs', async () => {
    const started = startRun(workflowOf({ a: say('a'), b: say('b') }), testRegistry(), {
      limits: { local: 0 },
    })
    expect((await started.done).state).toBe('done')
  })
})
