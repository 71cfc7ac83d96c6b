import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Workflow } from '../document/workflow.ts'
import type { NodeType } from '../nodes/defineNode.ts'
import { defineNode } from '../nodes/defineNode.ts'
import { integer, listOf, optional, text } from '../ports/port.ts'
import type { Values } from '../ports/value.ts'
import { fakeResults, fakeServices } from '../testing/fakeServices.ts'
import { testRegistry } from '../testing/nodeTypes.ts'
import { startRun } from '../testing/startRun.ts'
import { lines, say, workflowOf } from '../testing/workflow.ts'
import { forecastRun } from './forecast.ts'
import { plan } from './plan.ts'

/** Calls an engine, as far as the forecast can tell. */
const model = {
  ...defineNode({
    type: 'test/model',
    title: 'Model',
    category: 'Test',
    inputs: { text: text('Text') },
    outputs: { text: text('Text') },
    run: ({ text: given }) => ({ text: `${given}!` }),
  }),
  where: 'remote' as const,
}
/** Makes a list whose length is not known before. */
const guess = defineNode({
  type: 'test/guess',
  title: 'Guess',
  category: 'Test',
  inputs: { text: text('Text') },
  outputs: { words: listOf(text('Words')) },
  run: ({ text: given }) => ({ words: given.split(' ').map((word) => `guess ${word}`) }),
})
/** One job that makes this many texts. */
const several = {
  ...defineNode({
    type: 'test/several',
    title: 'Several',
    category: 'Test',
    inputs: { count: integer('Count'), text: optional(text('Text')) },
    outputs: { words: listOf(text('Words')) },
    counts: ({ count }) => (typeof count === 'number' ? { words: count } : {}),
    // Two jobs never make the same: their dependents would then be shared as well, which no forecast can know.
    run: ({ count, text: given }) => ({
      words: Array.from({ length: count }, (_, at) => `${given}/${at} of ${count}`),
    }),
  }),
  where: 'remote' as const,
}
/** One job for all texts of a list. */
const album = {
  ...defineNode({
    type: 'test/album',
    title: 'Album',
    category: 'Test',
    inputs: { texts: listOf(text('Texts')) },
    outputs: { text: text('Text') },
    run: ({ texts }) => ({ text: `[${texts.join('+')}]` }),
  }),
  where: 'remote' as const,
}
const registry = testRegistry(model, guess, several, album)
const ask = (words: string) => ({ type: 'test/model', values: { text: words } })

/** The forecast of a workflow before it is run, after some of it is, and after all of it is. */
async function foresee(workflow: Workflow, ...ran: readonly (readonly string[] | undefined)[]) {
  const services = fakeServices({ results: fakeResults() })
  const told: string[] = []
  const look = async (): Promise<void> => {
    const { jobs, atLeast, known } = await forecastRun(plan(workflow, registry), services)
    told.push(
      `${atLeast ? 'at least ' : ''}${[...jobs.values()].reduce((sum, more) => sum + more, 0)} jobs, ${known} known`,
    )
  }
  await look()
  for (const targets of ran) {
    await startRun(workflow, registry, { services, ...(targets && { targets }) }).done
    await look()
  }
  return told
}

describe('what a run would cost', () => {
  test('is every job of a remote node, until its result is cached', async () => {
    const flow = workflowOf({ a: ask('a'), b: 'test/model', t: say('local') }, ['a.text > b.text'])
    expect(await foresee(flow, ['a'], undefined)).toEqual([
      '2 jobs, 0 known',
      '1 jobs, 1 known',
      '0 jobs, 2 known',
    ])
  })

  test('counts equal work once', async () => {
    expect(await foresee(workflowOf({ a: ask('same'), b: ask('same'), c: ask('other') }))).toEqual([
      '2 jobs, 0 known',
    ])
  })

  test('of a list that is not known yet is at least one job, and each item once it is known', async () => {
    const flow = workflowOf(
      { l: { type: 'test/guess', values: { text: 'a b c' } }, m: 'test/model', n: 'test/model' },
      ['l.words > m.text', 'm.text > n.text'],
    )
    expect(await foresee(flow, ['l'], ['m'], undefined)).toEqual([
      'at least 2 jobs, 0 known',
      '6 jobs, 0 known',
      '3 jobs, 3 known',
      '0 jobs, 6 known',
    ])
  })

  test('of a list that follows from the file is each item, however many nodes away', async () => {
    const flow = workflowOf(
      { l: lines('a\nb\na'), p: 'test/pass', m: 'test/model', j: 'test/join', n: 'test/model' },
      ['l.lines > p.value', 'p.value > m.text', 'm.text > j.first', 'j.text > n.text'],
    )
    // Two of the three lines are equal.
    expect(await foresee(flow, undefined)).toEqual(['4 jobs, 0 known', '0 jobs, 6 known'])
  })

  test('of a list whose length a node knows before it runs is each item; of an empty one none', async () => {
    const flow = (count: number) =>
      workflowOf(
        { s: { type: 'test/several', values: { count } }, m: 'test/model', n: 'test/model', c: 'test/count' },
        ['s.words > m.text', 'm.text > n.text', 'm.text > c.items'],
      )
    expect([await foresee(flow(4)), await foresee(flow(0)), await foresee(flow(1e9))]).toEqual([
      ['9 jobs, 0 known'],
      ['1 jobs, 0 known'],
      ['at least 3 jobs, 0 known'],
    ])
  })

  test('into a port for a list is one job, however long the list will be', async () => {
    const flow = workflowOf({ l: { type: 'test/guess', values: { text: 'a' } }, a: 'test/album' }, [
      'l.words > a.texts',
    ])
    expect(await foresee(flow)).toEqual(['1 jobs, 0 known'])
  })

  test('counts equal work once also where it is not known yet', async () => {
    const flow = workflowOf({ a: ask('a'), b: 'test/model', c: 'test/model', d: 'test/model' }, [
      'a.text > b.text',
      'a.text > c.text',
      'b.text > d.text',
    ])
    expect(await foresee(flow)).toEqual(['3 jobs, 0 known'])
  })

  test('is nothing for what depends on a node that will fail because of its inputs', async () => {
    const flow = workflowOf(
      { l: lines('a'), p: { type: 'test/pick', values: { index: 5 } }, m: 'test/model', n: 'test/model' },
      ['l.lines > p.items', 'p.item > m.text', 'm.text > n.text'],
    )
    expect(await foresee(flow)).toEqual(['0 jobs, 0 known'])
  })

  test('evaluates a node with immediate outputs, although they are not cached', async () => {
    const flow = workflowOf({ t: say('a'), m: 'test/model' }, ['t.text > m.text'])
    const services = fakeServices({ results: fakeResults() })
    await startRun(workflowOf({ m: ask('a') }), registry, { services }).done
    expect(await forecastRun(plan(flow, registry), services)).toMatchObject({ jobs: new Map(), known: 1 })
  })

  test('is nothing for a node with a pinned version, whose value is used for its dependents', async () => {
    const flow = workflowOf({ a: { ...ask('a'), take: { outputs: { text: 'kept' } } }, b: 'test/model' }, [
      'a.text > b.text',
    ])
    expect(await foresee(flow, undefined)).toEqual(['1 jobs, 0 known', '0 jobs, 1 known'])
  })
})

test('a job that is open at the engine is counted separately from those that would be submitted', async () => {
  const flow = workflowOf({ a: ask('a'), b: ask('b') })
  const services = { ...fakeServices(), isUnderWay: (_: NodeType, { text: words }: Values) => words === 'b' }
  expect(await forecastRun(plan(flow, registry), services)).toMatchObject({
    jobs: new Map([['test/model', 1]]),
    known: 0,
    underWay: 1,
  })
})

test('a job that arrived when no run waited for it is cached, once for all that request the same', async () => {
  const flow = workflowOf({ a: ask('a'), b: ask('b'), again: ask('b') })
  const services = { ...fakeServices(), isHome: (_: NodeType, { text: words }: Values) => words === 'b' }
  expect(await forecastRun(plan(flow, registry), services)).toMatchObject({
    jobs: new Map([['test/model', 1]]),
    known: 1,
    underWay: 0,
  })
})

test('work of this machine is counted until its result is cached; what only saves, and what is immediate, is not', async () => {
  const save = defineNode({
    type: 'test/save',
    title: 'Save',
    category: 'Test',
    effect: true,
    inputs: { text: text('Text') },
    outputs: {},
    run: () => ({}),
  })
  const all = testRegistry(guess, save)
  const flow = workflowOf(
    {
      t: say('immediate'),
      g: { type: 'test/guess', values: { text: 'a' } },
      s: { type: 'test/save', values: { text: 'a' } },
    },
    [],
  )
  const services = fakeServices({ results: fakeResults() })
  expect(await forecastRun(plan(flow, all), services)).toMatchObject({ local: 1 })
  await startRun(flow, all, { services }).done
  expect(await forecastRun(plan(flow, all), services)).toMatchObject({ local: 0 })
})

test('an unknown job is not counted, is reported once, and nothing that depends on it is counted', async () => {
  const flow = workflowOf({ a: ask('a'), b: ask('b'), again: ask('b'), c: 'test/model' }, ['b.text > c.text'])
  const services = { ...fakeServices(), isUnknown: (_: NodeType, { text: words }: Values) => words === 'b' }
  expect(await forecastRun(plan(flow, registry), services)).toEqual({
    jobs: new Map([['test/model', 1]]),
    atLeast: false,
    known: 0,
    underWay: 0,
    unknown: 1,
    local: 0,
  })
})

test('what depends on an unknown job is counted where its request may be found: then it runs', async () => {
  const flow = workflowOf({ a: ask('a'), b: ask('b'), c: 'test/model' }, ['b.text > c.text'])
  const services = {
    ...fakeServices(),
    isUnknown: (_: NodeType, { text: words }: Values) => words === 'b',
    mayBeFound: ({ type }: NodeType) => type === 'test/model',
  }
  expect(await forecastRun(plan(flow, registry), services)).toMatchObject({
    jobs: new Map([['test/model', 2]]),
    unknown: 1,
  })
})

test('of a list with an unknown job the others are counted, and what is made of them', async () => {
  const flow = (allOrNothing = false) =>
    workflowOf(
      { l: lines('a\nb\nc'), m: { type: 'test/model', allOrNothing }, n: 'test/model', o: 'test/album' },
      ['l.lines > m.text', 'm.text > n.text', 'n.text > o.texts'],
    )
  const services = { ...fakeServices(), isUnknown: (_: NodeType, { text: words }: Values) => words === 'b' }
  expect(await forecastRun(plan(flow(), registry), services)).toMatchObject({
    jobs: new Map([
      ['test/model', 4],
      ['test/album', 1],
    ]),
    unknown: 1,
  })
  expect(await forecastRun(plan(flow(true), registry), services)).toMatchObject({
    jobs: new Map([['test/model', 2]]),
    unknown: 1,
  })
})

test('pairs that will be held back, because an unknown job leaves their items without certain positions, are not counted', async () => {
  const flow = workflowOf(
    {
      l: lines('a\nb\nc'),
      six: lines('1\n2\n3\n4\n5\n6'),
      s: { type: 'test/several', values: { count: 2 } },
      pair: 'test/join',
      m: 'test/model',
    },
    ['l.lines > s.text', 's.words > pair.first', 'six.lines > pair.second', 'pair.text > m.text'],
  )
  const services = { ...fakeServices(), isUnknown: (_: NodeType, { text: words }: Values) => words === 'b' }
  expect(await forecastRun(plan(flow, registry), services)).toMatchObject({
    jobs: new Map([
      ['test/several', 2],
      ['test/model', 2],
    ]),
    unknown: 1,
  })
})

test('of a list of which an item cannot be made the others are counted', async () => {
  const picky = defineNode({
    type: 'test/words-of',
    title: 'Words',
    category: 'Test',
    inputs: { text: text('Text') },
    outputs: { text: text('Text') },
    makes({ text: given }) {
      if (given === 'b') throw new Error('no b')
      return { text: given }
    },
  })
  const flow = workflowOf({ l: lines('a\nb\nc'), p: 'test/words-of', m: 'test/model' }, [
    'l.lines > p.text',
    'p.text > m.text',
  ])
  const all = testRegistry(picky, model)
  expect(await forecastRun(plan(flow, all), fakeServices())).toMatchObject({
    jobs: new Map([['test/model', 2]]),
  })
  expect((await startRun(flow, all).done).outputs['m']).toEqual({ text: ['a!', null, 'c!'] })
})

const sketch = fc.record({
  type: fc.constantFrom(
    'test/model',
    'test/model',
    'test/several',
    'test/album',
    'test/guess',
    'test/lines',
    'test/pass',
    'test/join',
  ),
  from: fc.option(fc.nat(), { freq: 8 }),
  words: fc.constantFrom('a', 'b', 'a\nb', 'c\nd\nc', ''),
  count: fc.nat(3),
})

/** Nodes in a row or a tree, each fed by an earlier one. */
const flows = fc.array(sketch, { minLength: 1, maxLength: 8 }).map((all) => {
  const edges: string[] = []
  const ports = { 'test/album': 'texts', 'test/pass': 'value', 'test/join': 'first' } as Record<
    string,
    string
  >
  const nodes = all.map(({ type, from, words, count }, index) => {
    const port = ports[type] ?? 'text'
    const source = from === null || index === 0 ? undefined : all[from % index]
    const output = Object.keys(registry.get(source?.type ?? '')?.outputs ?? {})[0]
    if (source !== undefined && from !== null && output !== undefined)
      edges.push(`n${from % index}.${output} > n${index}.${port}`)
    const own = port === 'texts' ? words.split('\n') : words === '' && type !== 'test/lines' ? 'e' : words
    return [
      `n${index}`,
      {
        type,
        values: {
          [port]: own,
          ...(type === 'test/join' && { second: '~' }),
          ...(type === 'test/several' && { count }),
        },
      },
    ] as const
  })
  return workflowOf(Object.fromEntries(nodes), edges)
})

test('without “at least”, exactly as many jobs are submitted as were forecast', async () => {
  await fc.assert(
    fc.asyncProperty(flows, fc.boolean(), async (flow, someKnown) => {
      const services = fakeServices({ results: fakeResults() })
      const [first] = flow.nodes
      if (someKnown && first !== undefined)
        await startRun(flow, registry, { services, targets: [first.id] }).done
      const { jobs, atLeast } = await forecastRun(plan(flow, registry), services)
      const said = [...jobs.values()].reduce((sum, more) => sum + more, 0)
      const calls = [0]
      const counting = testRegistry(
        ...[model, guess, several, album].map((type) => ({
          ...type,
          run: (...given: Parameters<typeof type.run>) => {
            if (type.where === 'remote') calls[0] = (calls[0] ?? 0) + 1
            return type.run(...given)
          },
        })),
      )
      await startRun(flow, counting, { services }).done
      expect(calls[0]).toBe(atLeast ? calls[0] : said)
    }),
    { numRuns: 600 },
  )
})
