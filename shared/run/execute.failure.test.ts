import { describe, expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { defineNode } from '../nodes/defineNode.ts'
import { text } from '../ports/port.ts'
import { fakeResults, fakeServices } from '../testing/fakeServices.ts'
import { gatedNode } from '../testing/gatedNode.ts'
import { pickyNode, testRegistry } from '../testing/nodeTypes.ts'
import { startRun } from '../testing/startRun.ts'
import { say, workflowOf } from '../testing/workflow.ts'

describe('a failure', () => {
  test('stops its dependents and nothing else, and names the failed node', async () => {
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
      testRegistry(pickyNode('bad')),
    )
    const outcome = await started.done
    expect(started.story).toEqual([
      'run started',
      'started a',
      'done a',
      'started x',
      'done x',
      'started b',
      'failed b',
      'skipped c (failed: b)',
      'skipped d (failed: b)',
      'started y',
      'done y',
      'run partial',
    ])
    expect(outcome.state).toBe('partial')
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
      testRegistry(pickyNode('bad')),
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

  test('is also a node that returns no result at all', async () => {
    const withoutOutput = {
      ...pickyNode(),
      type: 'test/silent',
      run: () => Promise.resolve(undefined as never),
    }
    const started = startRun(
      workflowOf({ s: { type: 'test/silent', values: { text: 'a' } } }),
      testRegistry(withoutOutput),
    )
    expect((await started.done).errors['s']?.toJSON()).toEqual({
      code: 'node.failed',
      message: 'The node ended without a result.',
    })
  })

  test('is also an input that its port refuses, and the node never starts', async () => {
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
      testRegistry(gated.type, pickyNode('bad')),
    )
    await settle()
    expect(story).toEqual(['run started', 'started b', 'failed b', 'started g'])
    gated.call('g').finish({ out: 'x' })
    expect((await done).state).toBe('partial')
  })
})

describe('a listener that throws', () => {
  test.each(['run.started', 'step.started', 'step.done', 'step.failed', 'step.skipped', 'run.finished'])(
    'at %s does not stop the run, whose work runs to its end; its error is reported then',
    async (type) => {
      const gated = gatedNode()
      const results = fakeResults()
      const started = startRun(
        workflowOf({ g: 'test/gated', b: { type: 'test/picky', values: { text: 'bad' } }, c: 'test/join' }, [
          'b.text > c.first',
        ]),
        testRegistry(gated.type, pickyNode('bad')),
        {
          services: fakeServices({ results }),
          onEvent: (event) => {
            if (event.type === type) throw new Error(`no room for ${type}`)
          },
        },
      )
      gated.call('g').finish({ out: 'paid' })
      await expect(started.done).rejects.toThrow(`no room for ${type}`)
      expect(started.story).toEqual([
        'run started',
        'started b',
        'failed b',
        'skipped c (failed: b)',
        'started g',
        'done g',
        'run partial',
      ])
      expect([...results.saved.values()]).toEqual([{ out: 'paid' }])
    },
  )
})

describe('a chain of 20,000 nodes', () => {
  const ids = Array.from({ length: 20_000 }, (_, index) => `n${index}`)
  const chain = workflowOf(
    Object.fromEntries(ids.map((id, index) => [id, index === 0 ? say('x') : 'test/pass'])),
    ids.slice(1).map((id, index) => `n${index}.${index === 0 ? 'text' : 'value'} > ${id}.value`),
  )

  test('that end immediately runs without growing the stack, and is reused without growing it', async () => {
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
    const started = startRun(workflow, testRegistry(pickyNode('x')))
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
    testRegistry(pickyNode('bad')),
  )
  expect((await started.done).state).toBe('failed')
  expect(started.events.filter((event) => event.type === 'step.skipped')).toHaveLength(150_000)
})
