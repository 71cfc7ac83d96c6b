import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Workflow } from '../document/workflow.ts'
import { defineNode } from '../nodes/defineNode.ts'
import { text } from '../ports/port.ts'
import { fakeResults, fakeServices } from '../testing/fakeServices.ts'
import { testRegistry } from '../testing/nodeTypes.ts'
import { startRun } from '../testing/startRun.ts'
import type { NodeFields } from '../testing/workflow.ts'
import { say, workflowOf } from '../testing/workflow.ts'
import { forecastRun } from './forecast.ts'
import { plan } from './plan.ts'

/** Asks an engine. */
const one = {
  ...defineNode({
    type: 'test/one',
    title: 'One',
    category: 'Test',
    inputs: { text: text('Text') },
    outputs: { text: text('Text') },
    run: ({ text: given }) => ({ text: `${given}!` }),
  }),
  where: 'remote' as const,
}
/** Asks an engine with two texts. */
const pair = {
  ...defineNode({
    type: 'test/pair',
    title: 'Pair',
    category: 'Test',
    inputs: { first: text('First'), second: text('Second') },
    outputs: { text: text('Text') },
    run: ({ first, second }) => ({ text: `${first}${second}!` }),
  }),
  where: 'remote' as const,
}

const twoSketch = fc.record({
  type: fc.constantFrom('test/pair', 'test/pair', 'test/join', 'test/lines', 'test/words', 'test/text'),
  first: fc.nat(),
  second: fc.nat(),
  words: fc.constantFrom('a', 'b', 'a\nb', '', ''),
})

/** The input of those that have one. */
const onePort = new Map([
  ['test/lines', 'text'],
  ['test/words', 'words'],
  ['test/text', 'text'],
])

/** Nodes with two sources each, and lists some of which are empty. */
const meshes = fc.array(twoSketch, { minLength: 2, maxLength: 10 }).map((all) => {
  const first: [string, NodeFields] = ['n0', { type: 'test/text', values: { text: 'w' } }]
  const nodes: [string, NodeFields][] = [first, ['n1', { type: 'test/lines', values: { text: '' } }]]
  const edges: string[] = []
  all.forEach(({ type, second, words, ...from }, index) => {
    const [to, at] = [`n${index + 2}`, index + 2]
    const cable = (number: number, port: string): void => {
      const [id, { type: source }] = nodes[number % at] ?? first
      const output = Object.keys(testRegistry(pair).get(source)?.outputs ?? {})[0]
      edges.push(`${id}.${output} > ${to}.${port}`)
    }
    const port = onePort.get(type)
    if (port === undefined) {
      cable(from.first, 'first')
      cable(second, 'second')
    } else if (type === 'test/words' || from.first % 2 === 0) cable(second, port)
    nodes.push([
      to,
      {
        type,
        ...(port !== undefined &&
          type !== 'test/words' && { values: { [port]: type === 'test/text' ? 'x' : words } }),
      },
    ])
  })
  return workflowOf(Object.fromEntries(nodes), edges)
})

test('work that turns out to be unused is neither forecast nor submitted, and all else is both', async () => {
  await fc.assert(
    fc.asyncProperty(meshes, fc.nat(), async (flow, chosen) => {
      const services = fakeServices({ results: fakeResults() })
      const calls = { count: 0 }
      const counting = testRegistry({
        ...pair,
        run: (...given: Parameters<typeof pair.run>) => {
          calls.count++
          return pair.run(...given)
        },
      })
      const target = flow.nodes[chosen % flow.nodes.length]?.id ?? ''
      const targets = chosen % 3 === 0 ? [target] : undefined
      const { jobs, atLeast } = await forecastRun(plan(flow, counting, targets), services)
      await startRun(flow, counting, { services, ...(targets && { targets }) }).done
      expect(calls.count).toBe(atLeast ? calls.count : (jobs.get('test/pair') ?? 0))
    }),
    { numRuns: 600 },
  )
})

test('a job that only a node with an empty list would use is not counted', async () => {
  const flow = workflowOf({ g: 'test/one', t: say(''), u: say('x'), l: 'test/lines', j: 'test/join' }, [
    'u.text > g.text',
    'u.text > l.text',
    'l.lines > j.first',
    'g.text > j.second',
  ])
  const empty = { ...flow, edges: flow.edges.filter(({ to }) => to.node !== 'l') }
  const counts = async (workflow: Workflow): Promise<unknown> =>
    Object.fromEntries(
      (await forecastRun(plan(workflow, testRegistry(one)), fakeServices({ results: fakeResults() }))).jobs,
    )
  expect([await counts(flow), await counts(empty)]).toEqual([{ 'test/one': 1 }, {}])
})
