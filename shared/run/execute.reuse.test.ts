import { describe, expect, test } from 'vitest'
import { defineNode } from '../nodes/defineNode.ts'
import { text } from '../ports/port.ts'
import type { FakeResults } from '../testing/fakeServices.ts'
import { fakeResults, fakeServices } from '../testing/fakeServices.ts'
import { gatedNode } from '../testing/gatedNode.ts'
import { testRegistry } from '../testing/nodeTypes.ts'
import { startRun } from '../testing/startRun.ts'
import { workflowOf } from '../testing/workflow.ts'

/** Counts its calls, costs a quarter of a dollar, and refuses the word bad. */
function counting(more: { version?: number; effect?: boolean } = {}) {
  const calls: string[] = []
  const node = defineNode({
    type: 'test/counting',
    title: 'Counting',
    category: 'Test',
    inputs: { text: text('Text') },
    outputs: { text: text('Text') },
    ...more,
    run({ text: given }, context) {
      if (given === 'bad') throw new Error('bad')
      calls.push(given)
      context.spent(0.25)
      return { text: `${given}!` }
    },
  })
  return { calls, registry: testRegistry(node) }
}

const one = (words: string) => workflowOf({ n: { type: 'test/counting', values: { text: words } } })
const many = (words: string) =>
  workflowOf({ l: { type: 'test/lines', values: { text: words } }, n: 'test/counting' }, ['l.lines > n.text'])

/** Runs with these results and returns how the node `n` ended. */
async function runWith(
  results: FakeResults,
  given: ReturnType<typeof counting>,
  workflow = one('a'),
  fresh = false,
) {
  const started = startRun(workflow, given.registry, { services: fakeServices({ results }), fresh })
  await started.done
  return started.run()
}

describe('a cached result', () => {
  test('is not made again, costs nothing, and is reported as reused without a start', async () => {
    const results = fakeResults()
    const given = counting()
    expect((await runWith(results, given)).steps['n']).toMatchObject({
      phase: 'done',
      reused: false,
      cost: 0.25,
    })
    expect(await runWith(results, given)).toMatchObject({
      phase: 'done',
      cost: null,
      steps: { n: { phase: 'done', startedAt: null, outputs: { text: 'a!' }, reused: true, cost: null } },
    })
    expect(given.calls).toEqual(['a'])
  })

  test('is found by inputs and version, so a change of either runs the node', async () => {
    const results = fakeResults()
    const given = counting()
    await runWith(results, given)
    await runWith(results, given, one('b'))
    expect(given.calls).toEqual(['a', 'b'])
    const newer = counting({ version: 2 })
    await runWith(results, newer)
    expect(newer.calls).toEqual(['a'])
  })

  test('is made again when the run is to be fresh, and the new result is the one to find', async () => {
    const results = fakeResults()
    const given = counting()
    await runWith(results, given)
    const [key = ''] = results.saved.keys()
    results.saved.set(key, { text: 'old' })
    expect((await runWith(results, given, one('a'), true)).steps['n']).toMatchObject({
      reused: false,
      outputs: { text: 'a!' },
    })
    expect(results.saved.get(key)).toEqual({ text: 'a!' })
  })

  test('is never the result of a node with an effect outside', async () => {
    const results = fakeResults()
    const given = counting({ effect: true })
    await runWith(results, given)
    await runWith(results, given)
    expect(given.calls).toEqual(['a', 'a'])
    expect(results.saved.size).toBe(0)
  })

  test('is never a failure', async () => {
    const results = fakeResults()
    await runWith(results, counting(), one('bad'))
    expect(results.saved.size).toBe(0)
  })

  test('feeds the nodes behind it like a new one', async () => {
    const results = fakeResults()
    const given = counting()
    await runWith(results, given)
    const workflow = workflowOf({ n: { type: 'test/counting', values: { text: 'a' } }, j: 'test/join' }, [
      'n.text > j.first',
    ])
    expect((await runWith(results, given, workflow)).steps['j']).toMatchObject({
      phase: 'done',
      outputs: { text: 'a!' },
    })
  })
})

describe('of a list', () => {
  test('only items that are not cached run, each result at its position', async () => {
    const results = fakeResults()
    const given = counting()
    await runWith(results, given, many('a\nb'))
    expect((await runWith(results, given, many('x\nb\na\ny'))).steps['n']).toMatchObject({
      phase: 'done',
      reused: false,
      outputs: { text: ['x!', 'b!', 'a!', 'y!'] },
      cost: 0.5,
    })
    expect(given.calls).toEqual(['a', 'b', 'x', 'y'])
  })

  test('the items that failed are tried again, and those that were paid for are not', async () => {
    const results = fakeResults()
    const given = counting()
    expect((await runWith(results, given, many('a\nbad\nc'))).steps['n']).toMatchObject({
      phase: 'failed',
      outputs: { text: ['a!', null, 'c!'] },
    })
    await runWith(results, given, many('a\nbad\nc'))
    expect(given.calls).toEqual(['a', 'c'])
  })

  test('with all items cached the node is reused', async () => {
    const results = fakeResults()
    const given = counting()
    await runWith(results, given, many('a\nb'))
    expect((await runWith(results, given, many('b\na\nb'))).steps['n']).toMatchObject({
      reused: true,
      outputs: { text: ['b!', 'a!', 'b!'] },
    })
  })

  test('that is empty is made again each time: there is nothing to reuse', async () => {
    const results = fakeResults()
    const given = counting()
    await runWith(results, given, many(''))
    expect((await runWith(results, given, many(''))).steps['n']).toMatchObject({
      reused: false,
      outputs: { text: [] },
    })
  })
})

describe('a store of results that is broken', () => {
  const broken = (part: 'find' | 'keep'): FakeResults => ({
    ...fakeResults(),
    [part]: () => {
      throw new Error('disk full')
    },
  })

  test('does not lose paid results when it cannot save them, now or later', async () => {
    const given = counting()
    expect((await runWith(broken('keep'), given)).steps['n']).toMatchObject({
      phase: 'done',
      outputs: { text: 'a!' },
      cost: 0.25,
    })
    const gated = gatedNode()
    const started = startRun(workflowOf({ g: 'test/gated' }), testRegistry(gated.type), {
      services: fakeServices({ results: broken('keep') }),
    })
    gated.call('g').finish({ out: 'paid' })
    expect(await started.done).toEqual({ state: 'done', outputs: { g: { out: 'paid' } }, errors: {} })
  })

  test('fails the node when it cannot be read, rather than paying twice', async () => {
    const given = counting()
    expect((await runWith(broken('find'), given)).steps['n']).toMatchObject({
      phase: 'failed',
      error: { code: 'node.failed', message: 'disk full' },
    })
    expect(given.calls).toEqual([])
  })

  test('is not asked about a node with an effect outside, nor in a fresh run', async () => {
    const effect = counting({ effect: true })
    expect((await runWith(broken('find'), effect)).phase).toBe('done')
    expect((await runWith(broken('find'), counting(), one('a'), true)).phase).toBe('done')
  })
})

test('of two equal nodes the second is reused, once the first is cached', async () => {
  const given = counting()
  const twins = workflowOf({
    a: { type: 'test/counting', values: { text: 'x' } },
    b: { type: 'test/counting', values: { text: 'x' } },
  })
  const started = startRun(twins, given.registry)
  await started.done
  expect(started.story).toEqual(['run started', 'started a', 'done a', 'reused b', 'run done'])
})
