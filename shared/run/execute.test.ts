import { describe, expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { defineNode } from '../nodes/defineNode.ts'
import { image, listOf, optional, text } from '../ports/port.ts'
import type { MediaLiteral, Value } from '../ports/value.ts'
import { fakeClock } from '../testing/fakeClock.ts'
import { fakeServices } from '../testing/fakeServices.ts'
import { gatedNode } from '../testing/gatedNode.ts'
import { fakeMedia } from '../testing/media.ts'
import { testRegistry } from '../testing/nodeTypes.ts'
import { startRun } from '../testing/startRun.ts'
import { workflowOf } from '../testing/workflow.ts'
import { RunEvent } from './run.ts'

const say = (words: string) => ({ type: 'test/text', values: { text: words } })
const lines = (words: string) => ({ type: 'test/lines', values: { text: words } })

/** Fails for the texts named here, and otherwise gives its text out in capitals. */
const picky = (...refused: readonly string[]) =>
  defineNode({
    type: 'test/picky',
    title: 'Picky',
    category: 'Test',
    inputs: { text: text('Text') },
    outputs: { text: text('Text') },
    run({ text: given }, context) {
      context.spent(0.25)
      if (refused.includes(given)) throw new Error(`no ${given}`)
      return { text: given.toUpperCase() }
    },
  })

describe('a run', () => {
  test('tells everything in order, with what was made, at its times', async () => {
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

  test('tells what is muted, and what that keeps from running', async () => {
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

  test('a node that works for a while behind one that ends at once is started once, and paid for once', async () => {
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

  test('of the engine are four at a time unless said otherwise, and the next starts when one ends', async () => {
    const gated = gatedNode()
    const { settle } = startRun(five, testRegistry(gated.type))
    expect(gated.started).toEqual(['a', 'b', 'c', 'd'])
    gated.call('b').finish({ out: '' })
    await settle()
    gated.call('c').fail(new Error('x'))
    await settle()
    expect(gated.started).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
  })

  test('can be set, for the engine and for this machine each', () => {
    const remote = gatedNode()
    startRun(five, testRegistry(remote.type), { limits: { remote: 2, local: 5 } })
    expect(remote.started).toEqual(['a', 'b'])
    const local = gatedNode({ where: 'local' })
    startRun(five, testRegistry(local.type), { limits: { remote: 2, local: 5 } })
    expect(local.started).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  test('of the engine do not hold up what this machine does', () => {
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

describe('a failure', () => {
  test('stops what depends on it and nothing else, and says of whom', async () => {
    const started = startRun(
      workflowOf(
        {
          a: say('bad'),
          b: { type: 'test/picky' },
          c: 'test/join',
          d: 'test/join',
          x: say('x'),
          y: 'test/join',
        },
        ['a.text > b.text', 'b.text > c.first', 'c.text > d.first', 'x.text > y.first'],
      ),
      testRegistry(picky('bad')),
    )
    const outcome = await started.done
    expect(started.story).toEqual([
      'run started',
      'started a',
      'done a',
      'started b',
      'failed b',
      'skipped c (failed: b)',
      'skipped d (failed: b)',
      'started x',
      'done x',
      'started y',
      'done y',
      'run failed',
    ])
    expect(outcome.state).toBe('failed')
    expect(Object.keys(outcome.outputs)).toEqual(['a', 'x', 'y'])
    expect(outcome.errors['b']?.toJSON()).toEqual({ code: 'node.failed', message: 'no bad' })
  })

  test('of two sources skips their common dependent once, on account of the first', async () => {
    const started = startRun(
      workflowOf(
        {
          a: { type: 'test/picky', values: { text: 'bad' } },
          b: { type: 'test/picky', values: { text: 'bad' } },
          c: 'test/join',
        },
        ['a.text > c.first', 'b.text > c.second'],
      ),
      testRegistry(picky('bad')),
    )
    await started.done
    expect(started.story.filter((line) => line.includes(' c'))).toEqual(['skipped c (failed: a)'])
  })

  test.each<[string, unknown, { code: string; message: string }]>([
    [
      'an AppError',
      new AppError('job.refused', 'no such field'),
      { code: 'job.refused', message: 'no such field' },
    ],
    ['an error', new TypeError('oops'), { code: 'node.failed', message: 'oops' }],
    ['a text', 'oops', { code: 'node.failed', message: 'oops' }],
    ['nothing', undefined, { code: 'node.failed', message: 'The node ended without a result.' }],
    ['a strange object', Object.create(null), { code: 'node.failed', message: 'something that is no error' }],
  ])('may be %s, thrown at once or later', async (_, thrown, error) => {
    for (const later of [false, true]) {
      const node = defineNode({
        type: 'test/thrower',
        title: 'T',
        category: 'Test',
        inputs: {},
        outputs: {},
        run() {
          if (later) return Promise.reject(thrown as Error)
          throw thrown as Error
        },
      })
      const started = startRun(workflowOf({ t: 'test/thrower' }), testRegistry(node))
      expect((await started.done).errors['t']?.toJSON()).toEqual(error)
    }
  })

  test('is also a node that ends with no result at all', async () => {
    const silent = { ...picky(), type: 'test/silent', run: () => Promise.resolve(undefined as never) }
    const started = startRun(
      workflowOf({ s: { type: 'test/silent', values: { text: 'a' } } }),
      testRegistry(silent),
    )
    expect((await started.done).errors['s']?.toJSON()).toEqual({
      code: 'node.failed',
      message: 'The node ended without a result.',
    })
  })

  test('is also an input that its port does not take, and the node is never started', async () => {
    const short = defineNode({
      type: 'test/short',
      title: 'Short',
      category: 'Test',
      inputs: { text: text('Text', { limits: { maxLength: 2 } }) },
      outputs: {},
      run: () => ({}),
    })
    const started = startRun(
      workflowOf({ a: say('long'), s: 'test/short' }, ['a.text > s.text']),
      testRegistry(short),
    )
    await started.done
    expect(started.story).toEqual(['run started', 'started a', 'done a', 'failed s', 'run failed'])
    expect(started.run().steps['s']).toMatchObject({
      phase: 'failed',
      startedAt: null,
      error: { code: 'input.invalid', message: 'Text: has 4 characters; at most 2 are allowed' },
    })
  })

  test('does not end a run that still works elsewhere', async () => {
    const gated = gatedNode()
    const { story, settle, done } = startRun(
      workflowOf({ g: 'test/gated', b: { type: 'test/picky', values: { text: 'bad' } } }),
      testRegistry(gated.type, picky('bad')),
    )
    await settle()
    expect(story).toEqual(['run started', 'started g', 'started b', 'failed b'])
    gated.call('g').finish({ out: 'x' })
    expect((await done).state).toBe('failed')
  })
})

describe('a list into a port for one', () => {
  test('runs the node once per item, and results keep their places whatever ends first', async () => {
    const gated = gatedNode()
    const { done, events } = startRun(
      workflowOf({ l: lines('a\nb\nc'), g: 'test/gated', n: 'test/count' }, [
        'l.lines > g.in',
        'g.out > n.items',
      ]),
      testRegistry(gated.type),
    )
    for (const item of [2, 0, 1])
      gated.call('g', item).finish({ out: `${String(gated.call('g', item).inputs['in'])}!` })
    expect((await done).outputs).toMatchObject({ g: { out: ['a!', 'b!', 'c!'] }, n: { count: 3 } })
    expect(events.find((event) => event.type === 'step.started' && event.node === 'g')).toMatchObject({
      items: 3,
    })
  })

  test('goes on item by item through the nodes behind it, and lists are laid end to end', async () => {
    const started = startRun(
      workflowOf({ l: lines('a b\nc'), w: 'test/words', p: 'test/picky', n: 'test/count' }, [
        'l.lines > w.text',
        'w.words > p.text',
        'p.text > n.items',
      ]),
      testRegistry(
        picky(),
        defineNode({
          type: 'test/words',
          title: 'Words',
          category: 'Test',
          inputs: { text: text('Text') },
          outputs: { words: listOf(text('Words')) },
          run: ({ text: given }) => ({ words: given.split(' ') }),
        }),
      ),
    )
    expect((await started.done).outputs).toMatchObject({
      w: { words: ['a', 'b', 'c'] },
      p: { text: ['A', 'B', 'C'] },
      n: { count: 3 },
    })
  })

  test('that is empty makes empty lists without running anything, and what follows runs', async () => {
    const started = startRun(
      workflowOf({ l: lines(''), p: 'test/picky', n: 'test/count' }, [
        'l.lines > p.text',
        'p.text > n.items',
      ]),
      testRegistry(picky()),
    )
    expect((await started.done).outputs).toEqual({ l: { lines: [] }, p: { text: [] }, n: { count: 0 } })
    expect(started.story).toContain('done p')
    expect(started.story).not.toContain('started p')
  })

  test('of which single items fail keeps the others, tells which, and stops what depends on it', async () => {
    const started = startRun(
      workflowOf({ l: lines('a\nbad\nc\nworse'), p: 'test/picky', n: 'test/count' }, [
        'l.lines > p.text',
        'p.text > n.items',
      ]),
      testRegistry(picky('bad', 'worse')),
    )
    const { outputs, errors } = await started.done
    expect(Object.keys(outputs)).toEqual(['l'])
    expect(errors['p']?.message).toBe('no bad')
    expect(started.story.at(-2)).toBe('skipped n (failed: p)')
    expect(started.events.find((event) => event.type === 'step.failed')).toEqual({
      type: 'step.failed',
      node: 'p',
      at: 1000,
      error: { code: 'node.failed', message: 'no bad' },
      items: [
        { item: 1, error: { code: 'node.failed', message: 'no bad' } },
        { item: 3, error: { code: 'node.failed', message: 'no worse' } },
      ],
      outputs: { text: ['A', null, 'C', null] },
      cost: 1,
    })
  })

  test('tells each item its number, and what it says of itself stays apart', async () => {
    const gated = gatedNode()
    const started = startRun(
      workflowOf({ l: lines('a\nb'), g: 'test/gated' }, ['l.lines > g.in']),
      testRegistry(gated.type),
    )
    gated.call('g', 1).context.progress(0.5)
    gated.call('g', 0).context.update({ status: 'in_queue', queuePosition: 2, requestId: 'req' })
    expect(started.run().steps['g']).toEqual({
      phase: 'running',
      startedAt: 1000,
      items: 2,
      progress: { 0: { status: 'in_queue', queuePosition: 2, requestId: 'req' }, 1: { progress: 0.5 } },
    })
  })
})

describe('what a node is lent', () => {
  test('is who runs it, in which run, and the services', () => {
    const gated = gatedNode()
    const services = fakeServices()
    startRun(
      workflowOf({ g: { type: 'test/gated', title: 'My own' }, h: 'test/gated' }, [], 'W'),
      testRegistry(gated.type),
      {
        services,
        runId: 'r1',
      },
    )
    const { context } = gated.call('g')
    expect({ run: context.run, node: context.node, item: context.item }).toEqual({
      run: { id: 'r1', workflow: 'W', startedAt: 1000 },
      node: { id: 'g', title: 'My own' },
      item: 0,
    })
    expect(context.services).toBe(services)
    expect(gated.call('h').context.node).toEqual({ id: 'h', title: 'Gated' })
  })

  test.each<[number, number]>([
    [0.25, 0.25],
    [-1, 0],
    [7, 1],
    [Number.NaN, 0],
  ])('lets it say that it has done %d, which counts as %d', (said, counted) => {
    const gated = gatedNode()
    const started = startRun(workflowOf({ g: 'test/gated' }), testRegistry(gated.type))
    gated.call('g').context.progress(said)
    const told = started.events.at(-1)
    expect(told).toEqual({ type: 'step.progress', node: 'g', at: 1000, item: 0, progress: counted })
    expect(RunEvent.safeParse(told).success).toBe(true)
  })

  test('is of no more use once it has ended: nothing is told after the end', async () => {
    const gated = gatedNode()
    const started = startRun(workflowOf({ g: 'test/gated' }), testRegistry(gated.type))
    const { context, finish } = gated.call('g')
    finish({ out: '' })
    await started.done
    const told = started.story.length
    context.progress(1)
    context.update({ status: 'late' })
    context.spent(1)
    expect(context.signal.aborted).toBe(false)
    expect(started.story).toHaveLength(told)
  })
})

describe('cost', () => {
  test('is summed over calls, items and nodes, those that failed too', async () => {
    const gated = gatedNode()
    const started = startRun(
      workflowOf({ l: lines('a\nb'), g: 'test/gated', p: { type: 'test/picky', values: { text: 'bad' } } }, [
        'l.lines > g.in',
      ]),
      testRegistry(gated.type, picky('bad')),
    )
    gated.call('g', 0).context.spent(0.5)
    gated.call('g', 0).context.spent(0.125)
    gated.call('g', 1).context.spent(0.25)
    for (const item of [0, 1]) gated.call('g', item).finish({ out: '' })
    await started.done
    const { steps, cost } = started.run()
    expect([steps['l'], steps['g'], steps['p']].map((step) => step && 'cost' in step && step.cost)).toEqual([
      null,
      0.875,
      0.25,
    ])
    expect(cost).toBe(1.125)
  })

  test('is not known where nobody said anything, which is not the same as nothing', async () => {
    const started = startRun(workflowOf({ a: say('a') }), testRegistry())
    await started.done
    expect(started.run().cost).toBeNull()
  })
})

describe('a picture that stands in the file', () => {
  const show = (where: 'local' | 'remote') =>
    gatedNode({
      type: `test/show-${where}`,
      where,
      inputs: { image: optional(image('Image')), images: optional(listOf(image('Images'))) },
      outputs: {},
    })

  const resolving = (answers: Readonly<Record<string, Value | Error>>) => {
    const asked: [MediaLiteral, string][] = []
    const services = fakeServices()
    return {
      asked,
      services: {
        ...services,
        assets: {
          ...services.assets,
          resolve(literal: MediaLiteral, kind: string) {
            asked.push([literal, kind])
            const answer = answers[typeof literal === 'string' ? literal : JSON.stringify(literal)]
            // The cast is the test's: it answers with rows of the asset store.
            return answer instanceof Error
              ? Promise.reject(answer)
              : Promise.resolve(answer as ReturnType<typeof fakeMedia>)
          },
        },
      },
    }
  }

  test('is read before its node starts, which gets a row of the asset store', async () => {
    const local = show('local')
    const { services, asked } = resolving({
      '{"file":"a.png"}': fakeMedia(1),
      'https://x.example/b.png': fakeMedia(2),
    })
    const values = { image: { file: 'a.png' }, images: [{ file: 'a.png' }, 'https://x.example/b.png'] }
    const { settle } = startRun(
      workflowOf({ s: { type: 'test/show-local', values } }),
      testRegistry(local.type),
      { services },
    )
    expect(local.started).toEqual([])
    await settle()
    expect(local.call('s').inputs).toEqual({ image: fakeMedia(1), images: [fakeMedia(1), fakeMedia(2)] })
    expect(asked.every(([, kind]) => kind === 'image')).toBe(true)
  })

  test('goes to a remote endpoint as the address that it is, and nothing is fetched', () => {
    const remote = show('remote')
    const values = { image: 'https://x.example/b.png', images: ['http://x.example/c.png'] }
    startRun(workflowOf({ s: { type: 'test/show-remote', values } }), testRegistry(remote.type))
    expect(remote.call('s').inputs).toEqual(values)
  })

  test('as data in the file itself is read also for a remote endpoint', async () => {
    const remote = show('remote')
    const { services } = resolving({ 'data:image/png;base64,AA': fakeMedia(3) })
    const values = {
      image: 'data:image/png;base64,AA',
      images: ['https://x.example/b.png', 'data:image/png;base64,AA'],
    }
    const { settle } = startRun(
      workflowOf({ s: { type: 'test/show-remote', values } }),
      testRegistry(remote.type),
      { services },
    )
    await settle()
    expect(remote.call('s').inputs).toEqual({
      image: fakeMedia(3),
      images: ['https://x.example/b.png', fakeMedia(3)],
    })
  })

  test('that cannot be read fails its node alone', async () => {
    const local = show('local')
    const { services } = resolving({
      '{"file":"gone.png"}': new AppError('file.unreadable', 'gone.png is gone'),
    })
    const started = startRun(
      workflowOf({ s: { type: 'test/show-local', values: { image: { file: 'gone.png' } } }, t: say('t') }),
      testRegistry(local.type),
      { services },
    )
    const { errors } = await started.done
    expect(errors['s']?.toJSON()).toEqual({ code: 'file.unreadable', message: 'gone.png is gone' })
    expect(started.story).toEqual(['run started', 'started t', 'done t', 'failed s', 'run failed'])
  })
})

describe('a chain of 20,000 nodes', () => {
  const ids = Array.from({ length: 20_000 }, (_, index) => `n${index}`)
  const chain = workflowOf(
    Object.fromEntries(ids.map((id, index) => [id, index === 0 ? say('x') : 'test/pass'])),
    ids.slice(1).map((id, index) => `n${index}.${index === 0 ? 'text' : 'value'} > ${id}.value`),
  )

  test('that end at once is run without growing the stack, and reused without growing it', async () => {
    const services = fakeServices()
    const first = startRun(chain, testRegistry(), { services })
    expect((await first.done).outputs['n19999']).toEqual({ value: 'x' })
    const second = startRun(chain, testRegistry(), { services })
    expect((await second.done).outputs['n19999']).toEqual({ value: 'x' })
    expect(second.events.filter((event) => event.type === 'step.done' && event.reused)).toHaveLength(20_000)
  })

  test('behind one that fails is skipped without growing the stack', async () => {
    const workflow = {
      ...chain,
      nodes: chain.nodes.map((node, index) => (index === 0 ? { ...node, type: 'test/picky' } : node)),
    }
    const started = startRun(workflow, testRegistry(picky('x')))
    expect((await started.done).state).toBe('failed')
    expect(started.events.filter((event) => event.type === 'step.skipped')).toHaveLength(19_999)
  })

  test('that wait is cancelled without growing the stack', async () => {
    const gated = gatedNode()
    const controller = new AbortController()
    const workflow = {
      ...chain,
      nodes: chain.nodes.map((node, index) =>
        index === 0 ? { ...node, type: 'test/gated', values: {} } : node,
      ),
    }
    const started = startRun(
      {
        ...workflow,
        edges: workflow.edges.map((edge, index) =>
          index === 0 ? { ...edge, from: { node: 'n0', port: 'out' } } : edge,
        ),
      },
      testRegistry(gated.type),
      { signal: controller.signal },
    )
    controller.abort()
    gated.call('n0').finish({ out: 'x' })
    expect((await started.done).state).toBe('cancelled')
    expect(started.events.filter((event) => event.type === 'step.cancelled')).toHaveLength(19_999)
  })
})

test('one node that feeds 150,000 others can fail without overflowing anything', async () => {
  const ids = Array.from({ length: 150_000 }, (_, index) => `n${index}`)
  const started = startRun(
    workflowOf(
      {
        bad: { type: 'test/picky', values: { text: 'bad' } },
        ...Object.fromEntries(ids.map((id) => [id, 'test/pass'])),
      },
      ids.map((id) => `bad.text > ${id}.value`),
    ),
    testRegistry(picky('bad')),
  )
  expect((await started.done).state).toBe('failed')
  expect(started.events.filter((event) => event.type === 'step.skipped')).toHaveLength(150_000)
})
