import { describe, expect, test } from 'vitest'
import type { Workflow } from '../document/workflow.ts'
import type { NodeType } from '../nodes/defineNode.ts'
import { defineNode } from '../nodes/defineNode.ts'
import { text } from '../ports/port.ts'
import type { Values } from '../ports/value.ts'
import { fakeResults, fakeServices } from '../testing/fakeServices.ts'
import { testRegistry } from '../testing/nodeTypes.ts'
import { startRun } from '../testing/startRun.ts'
import { lines, say, workflowOf } from '../testing/workflow.ts'
import { drawPlanned } from './drawPlanned.ts'
import { forecastRun } from './forecast.ts'
import { plan } from './plan.ts'

/** Asks an engine, as far as the forecast can tell. */
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
const registry = testRegistry(model)
const ask = (words: string) => ({ type: 'test/model', values: { text: words } })

/** What is foreseen of a workflow before it is run, after some of it is, and after all of it is. */
async function foresee(workflow: Workflow, ...ran: readonly (readonly string[] | undefined)[]) {
  const services = fakeServices({ results: fakeResults() })
  const told: string[] = []
  const look = async (): Promise<void> => {
    const { jobs, atLeast, known } = await forecastRun(plan(workflow, registry), services)
    told.push(`${atLeast ? 'at least ' : ''}${jobs.get('test/model') ?? 0} jobs, ${known} known`)
  }
  await look()
  for (const targets of ran) {
    await startRun(workflow, registry, { services, ...(targets && { targets }) }).done
    await look()
  }
  return told
}

describe('what a run would cost', () => {
  test('is every job of a remote node, until what it makes is known', async () => {
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

  test('of a list that is not known yet is at least one job, and each item once it is', async () => {
    const flow = workflowOf({ l: lines('a\nb\nc'), m: 'test/model', n: 'test/model' }, [
      'l.lines > m.text',
      'm.text > n.text',
    ])
    expect(await foresee(flow, ['l'], ['m'], undefined)).toEqual([
      'at least 2 jobs, 0 known',
      'at least 4 jobs, 0 known',
      '3 jobs, 3 known',
      '0 jobs, 6 known',
    ])
  })

  test('is nothing for a node whose kept result stands for it, and what follows is looked up with that', async () => {
    const flow = workflowOf({ a: { ...ask('a'), take: { outputs: { text: 'kept' } } }, b: 'test/model' }, [
      'a.text > b.text',
    ])
    expect(await foresee(flow, undefined)).toEqual(['1 jobs, 0 known', '0 jobs, 1 known'])
  })
})

test('a job that is open at the engine already is told apart from those that would be submitted', async () => {
  const flow = workflowOf({ a: ask('a'), b: ask('b') })
  const services = { ...fakeServices(), isUnderWay: (_: NodeType, { text: words }: Values) => words === 'b' }
  expect(await forecastRun(plan(flow, registry), services)).toMatchObject({
    jobs: new Map([['test/model', 1]]),
    known: 0,
    underWay: 1,
  })
})

test('a run of some nodes leaves the seeds of the others alone', () => {
  const drawn = { type: 'test/seed', values: { seed: 3 }, seedMode: 'increment' } as const
  const flow = workflowOf({ a: drawn, b: drawn })
  const used = { a: { seed: 3 }, b: { seed: 3 } }
  expect(drawPlanned(flow, ['b'], registry, () => 0.5, used)).toMatchObject({
    seeds: { b: { seed: 4 } },
    workflow: { nodes: [{ values: { seed: 3 } }, { values: { seed: 4 } }] },
  })
  const whole = drawPlanned(flow, undefined, registry, () => 0.5, used)
  expect(whole.seeds).toEqual({ a: { seed: 4 }, b: { seed: 4 } })
})
