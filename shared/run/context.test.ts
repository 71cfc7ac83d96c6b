import { describe, expect, test } from 'vitest'
import { fakeServices } from '../testing/fakeServices.ts'
import { gatedNode } from '../testing/gatedNode.ts'
import { pickyNode, testRegistry } from '../testing/nodeTypes.ts'
import { startRun } from '../testing/startRun.ts'
import { lines, say, workflowOf } from '../testing/workflow.ts'
import { RunEvent } from './run.ts'

describe('the context of a node', () => {
  test('has who runs it, in which run, and the services', () => {
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
      item: '0',
    })
    expect(context.services).toBe(services)
    expect(gated.call('h').context.node).toEqual({ id: 'h', title: 'Gated' })
  })

  test.each<[number, number]>([
    [0.25, 0.25],
    [-1, 0],
    [7, 1],
    [Number.NaN, 0],
  ])('lets it say that it has done %d, which counts as %d', (reported, counted) => {
    const gated = gatedNode()
    const started = startRun(workflowOf({ g: 'test/gated' }), testRegistry(gated.type))
    gated.call('g').context.progress(reported)
    const recorded = started.events.at(-1)
    expect(recorded).toEqual({ type: 'step.progress', node: 'g', at: 1000, item: '0', progress: counted })
    expect(RunEvent.safeParse(recorded).success).toBe(true)
  })

  test('is disabled once the node has ended: it emits nothing after the end', async () => {
    const gated = gatedNode()
    const started = startRun(workflowOf({ g: 'test/gated' }), testRegistry(gated.type))
    const { context, finish } = gated.call('g')
    finish({ out: '' })
    await started.done
    const recorded = started.story.length
    context.progress(1)
    context.update({ status: 'late' })
    context.spent(1)
    expect(context.signal.aborted).toBe(false)
    expect(started.story).toHaveLength(recorded)
  })
})

describe('cost', () => {
  test('is the sum over calls, items and nodes, including failed ones', async () => {
    const gated = gatedNode()
    const started = startRun(
      workflowOf({ l: lines('a\nb'), g: 'test/gated', p: { type: 'test/picky', values: { text: 'bad' } } }, [
        'l.lines > g.in',
      ]),
      testRegistry(gated.type, pickyNode('bad')),
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

  test('is unknown if none was reported, which is not the same as zero', async () => {
    const started = startRun(workflowOf({ a: say('a') }), testRegistry())
    await started.done
    expect(started.run().cost).toBeNull()
  })
})
