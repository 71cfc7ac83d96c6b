import { describe, expect, test } from 'vitest'
import { defineNode } from '../nodes/defineNode.ts'
import { listOf, text } from '../ports/port.ts'
import { fakeResults, fakeServices } from '../testing/fakeServices.ts'
import { gatedNode } from '../testing/gatedNode.ts'
import { pickyNode, testRegistry } from '../testing/nodeTypes.ts'
import { startRun } from '../testing/startRun.ts'
import { lines, workflowOf } from '../testing/workflow.ts'

describe('a list into a port for one', () => {
  test('runs the node once per item, and results keep their positions whatever ends first', async () => {
    const gated = gatedNode()
    const { done, events } = startRun(
      workflowOf({ l: lines('a\nb\nc'), g: 'test/gated', n: 'test/count' }, [
        'l.lines > g.in',
        'g.out > n.items',
      ]),
      testRegistry(gated.type),
    )
    for (const item of [2, 0, 1]) gated.call('g', item).finish({ out: ['A', 'B', 'C'][item] ?? '' })
    expect(gated.calls.map(({ inputs }) => inputs)).toEqual([{ in: 'a' }, { in: 'b' }, { in: 'c' }])
    expect((await done).outputs).toMatchObject({ g: { out: ['A', 'B', 'C'] }, n: { count: 3 } })
    expect(events.find((event) => event.type === 'step.started' && event.node === 'g')).toMatchObject({
      items: 3,
    })
  })

  test('continues item by item through the nodes behind it, and lists are concatenated', async () => {
    const started = startRun(
      workflowOf({ l: lines('a b\nc'), w: 'test/split', p: 'test/picky', n: 'test/count' }, [
        'l.lines > w.text',
        'w.words > p.text',
        'p.text > n.items',
      ]),
      testRegistry(
        pickyNode(),
        defineNode({
          type: 'test/split',
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

  test('that is empty makes empty lists without running anything, and its dependents run', async () => {
    const started = startRun(
      workflowOf({ l: lines(''), p: 'test/picky', n: 'test/count' }, [
        'l.lines > p.text',
        'p.text > n.items',
      ]),
      testRegistry(pickyNode()),
    )
    expect((await started.done).outputs).toEqual({ l: { lines: [] }, p: { text: [] }, n: { count: 0 } })
    expect(started.story).toContain('done p')
    expect(started.story).not.toContain('started p')
  })

  test('of which single items fail keeps the others in their positions, reports which failed, and its dependents go on', async () => {
    const started = startRun(
      workflowOf({ l: lines('a\nbad\nc\nworse'), p: 'test/picky', n: 'test/count' }, [
        'l.lines > p.text',
        'p.text > n.items',
      ]),
      testRegistry(pickyNode('bad', 'worse')),
    )
    const { state, outputs, errors } = await started.done
    expect(outputs).toMatchObject({ p: { text: ['A', null, 'C', null] }, n: { count: 2 } })
    expect([state, errors['p']?.message]).toEqual(['partial', 'no bad'])
    expect(started.events.find((event) => event.type === 'step.failed')).toEqual({
      type: 'step.failed',
      node: 'p',
      at: 1000,
      error: { code: 'node.failed', message: 'no bad' },
      items: [
        { item: '1', error: { code: 'node.failed', message: 'no bad' } },
        { item: '3', error: { code: 'node.failed', message: 'no worse' } },
      ],
      total: 4,
      outputs: { text: ['A', null, 'C', null] },
      gaps: [
        { item: '1', of: 'p', error: { code: 'node.failed', message: 'no bad' }, positions: { text: 1 } },
        { item: '3', of: 'p', error: { code: 'node.failed', message: 'no worse' }, positions: { text: 3 } },
      ],
      cost: 1,
    })
  })

  test('gives each item its number, and its notes stay separate', async () => {
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
      ended: {},
    })
  })

  test('reports how each item has ended, cached ones first', async () => {
    const results = fakeResults()
    const run = (text: string) => {
      const gated = gatedNode({ obeysCancel: true })
      const workflow = workflowOf({ l: lines(text), g: 'test/gated' }, ['l.lines > g.in'])
      return {
        gated,
        started: startRun(workflow, testRegistry(gated.type), { services: fakeServices({ results }) }),
      }
    }
    const first = run('a\nb')
    first.gated.call('g', 0).finish({ out: 'A' })
    first.gated.call('g', 1).finish({ out: 'B' })
    await first.started.done
    const { gated, started } = run('b\nc\nd')
    gated.call('g', 2).fail(new Error('no'))
    await started.settle()
    gated.call('g', 1).finish({ out: 'C' })
    await started.done
    expect(
      started.events.flatMap((event) => (event.type === 'step.item' ? [`${event.item} ${event.state}`] : [])),
    ).toEqual(['0 reused', '2 failed', '1 done'])
  })
})
