import { describe, expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { defineNode } from '../nodes/defineNode.ts'
import { listOf, text } from '../ports/port.ts'
import type { Values } from '../ports/value.ts'
import { fakeResults, fakeServices } from '../testing/fakeServices.ts'
import { gatedNode } from '../testing/gatedNode.ts'
import { pickyNode, testRegistry } from '../testing/nodeTypes.ts'
import type { StartedRun } from '../testing/startRun.ts'
import { startRun } from '../testing/startRun.ts'
import { lines, workflowOf } from '../testing/workflow.ts'
import type { RunEvent } from './run.ts'

const refused = new AppError('job.refused', 'The engine refused the prompt.')
const error = refused.toJSON()

/** Makes a video of each shot, all at the same time. */
const gatedShots = () => gatedNode({ type: 'test/shoot', inputs: { in: text('In') }, where: 'local' })

const shots = (): ReturnType<typeof workflowOf> =>
  workflowOf(
    {
      script: lines('one\ntwo\nthree\nfour\nfive'),
      shot: { type: 'test/shoot', title: 'Shot' },
      graded: 'test/picky',
      all: 'test/count',
    },
    ['script.lines > shot.in', 'shot.out > graded.text', 'graded.text > all.items'],
  )

function finish(
  { call }: ReturnType<typeof gatedNode>,
  node: string,
  ...ends: readonly (string | null)[]
): void {
  for (const [item, end] of ends.entries())
    if (end === null) call(node, item).fail(refused)
    else call(node, item).finish({ out: end })
}

const ofNode = ({ events }: StartedRun, node: string): readonly RunEvent[] =>
  events.filter((event) => 'node' in event && event.node === node)

describe('of five shots, of which one is refused', () => {
  test('four are there in their positions, and the missing one is named with its reason', async () => {
    const gated = gatedShots()
    const started = startRun(shots(), testRegistry(gated.type, pickyNode()))
    finish(gated, 'shot', 'a', null, 'c', 'd', 'e')
    const { state, outputs, errors } = await started.done
    expect(state).toBe('partial')
    expect(errors).toEqual({ shot: refused })
    expect(outputs).toMatchObject({
      shot: { out: ['a', null, 'c', 'd', 'e'] },
      graded: { text: ['A', null, 'C', 'D', 'E'] },
      all: { count: 4 },
    })
    expect(ofNode(started, 'graded').at(-1)).toEqual({
      type: 'step.done',
      node: 'graded',
      at: 1000,
      outputs: { text: ['A', null, 'C', 'D', 'E'] },
      reused: false,
      fanned: true,
      gaps: [{ item: '1', of: 'shot', error, positions: { text: 1 } }],
      got: { items: 4, of: 5 },
      cost: 1,
      notes: ['Got 4 of 5 items.'],
    })
    expect(ofNode(started, 'all').at(-1)).toMatchObject({
      type: 'step.done',
      got: { items: 4, of: 5 },
      notes: ['Got 4 of 5 items.'],
    })
  })

  test('the missing one is reported when the next node starts, and none of its work is done', async () => {
    const gated = gatedShots()
    const started = startRun(shots(), testRegistry(gated.type, pickyNode()))
    finish(gated, 'shot', 'a', null, 'c', 'd', 'e')
    await started.done
    expect(
      ofNode(started, 'graded').flatMap((event) =>
        event.type === 'step.started'
          ? [`started ${event.items}`]
          : event.type === 'step.item'
            ? [`${event.item} ${event.state}: ${event.error?.message ?? ''}`]
            : [],
      ),
    ).toEqual(['started 5', `1 missing: ${error.message}`, '0 done: ', '2 done: ', '3 done: ', '4 done: '])
  })

  test('a later run does the refused one, and nothing that succeeded', async () => {
    const results = fakeResults()
    const run = () => {
      const gated = gatedShots()
      const started = startRun(shots(), testRegistry(gated.type, pickyNode()), {
        services: fakeServices({ results }),
      })
      return { gated, started }
    }
    const first = run()
    finish(first.gated, 'shot', 'a', null, 'c', 'd', 'e')
    await first.started.done
    const { gated, started } = run()
    expect(gated.calls.map(({ inputs }) => inputs)).toEqual([{ in: 'two' }])
    gated.call('shot', 1).finish({ out: 'b' })
    const { state, outputs } = await started.done
    expect(state).toBe('done')
    expect(outputs).toMatchObject({ graded: { text: ['A', 'B', 'C', 'D', 'E'] }, all: { count: 5 } })
    // A quarter of a dollar for the one item that was not graded before.
    expect(ofNode(started, 'graded').at(-1)).toMatchObject({ type: 'step.done', cost: 0.25, reused: false })
  })

  test('a node that fails for another item adds its own gap', async () => {
    const gated = gatedShots()
    const started = startRun(shots(), testRegistry(gated.type, pickyNode('d')))
    finish(gated, 'shot', 'a', null, 'c', 'd', 'e')
    const { state, outputs } = await started.done
    expect([state, outputs['all']]).toEqual(['partial', { count: 3 }])
    const own = { code: 'node.failed', message: 'no d' }
    expect(ofNode(started, 'graded').at(-1)).toMatchObject({
      type: 'step.failed',
      items: [{ item: '3', error: own }],
      outputs: { text: ['A', null, 'C', null, 'E'] },
      gaps: [
        { item: '1', of: 'shot', error, positions: { text: 1 } },
        { item: '3', of: 'graded', error: own, positions: { text: 3 } },
      ],
      got: { items: 4, of: 5 },
    })
  })

  test('a run in which nothing is delivered at the end has failed', async () => {
    const gated = gatedShots()
    const started = startRun(shots(), testRegistry(gated.type, pickyNode('a', 'c', 'd', 'e')))
    finish(gated, 'shot', 'a', null, 'c', 'd', 'e')
    expect((await started.done).state).toBe('failed')
    expect(started.story.slice(-2)).toEqual(['skipped all (failed: graded)', 'run failed'])
  })

  test('a shot whose job is unknown is a gap like any other', async () => {
    const gated = gatedShots()
    const started = startRun(shots(), testRegistry(gated.type, pickyNode()))
    gated.call('shot', 0).fail(new AppError('job.unknown', 'The answer was lost.'))
    for (const item of [1, 2, 3, 4]) gated.call('shot', item).finish({ out: 'x' })
    const { state, errors, outputs } = await started.done
    expect([state, errors['shot']?.code, outputs['all']]).toEqual(['partial', 'job.unknown', { count: 4 }])
  })
})

describe('all or nothing', () => {
  const withAll = (...nodes: readonly string[]): ReturnType<typeof workflowOf> => {
    const workflow = shots()
    return {
      ...workflow,
      nodes: workflow.nodes.map((node) => (nodes.includes(node.id) ? { ...node, allOrNothing: true } : node)),
    }
  }

  test('of a node that runs over a list: one failed item fails it, and its dependents are skipped', async () => {
    const gated = gatedShots()
    const started = startRun(withAll('shot'), testRegistry(gated.type, pickyNode()))
    finish(gated, 'shot', 'a', null, 'c', 'd', 'e')
    expect((await started.done).state).toBe('failed')
    expect(started.story.slice(-4)).toEqual([
      'failed shot',
      'skipped graded (failed: shot)',
      'skipped all (failed: shot)',
      'run failed',
    ])
    const failed = ofNode(started, 'shot').at(-1)
    expect(failed?.type === 'step.failed' && [failed.outputs, failed.gaps]).toEqual([
      { out: ['a', null, 'c', 'd', 'e'] },
      undefined,
    ])
  })

  test.each([
    ['runs over a list', 'graded', 'skipped graded (failed: shot)'],
    ['takes a list whole', 'all', 'skipped all (failed: shot)'],
  ])('of a node that %s: it does not run where an item is missing', async (_, node, story) => {
    const gated = gatedShots()
    const started = startRun(withAll(node), testRegistry(gated.type, pickyNode()))
    finish(gated, 'shot', 'a', null, 'c', 'd', 'e')
    await started.done
    expect(started.story).toContain(story)
    expect(started.story).not.toContain(`started ${node}`)
  })
})

describe('a gap', () => {
  const pair = defineNode({
    type: 'test/pair',
    title: 'Pair',
    category: 'Test',
    inputs: { one: text('One'), other: text('Other') },
    outputs: { text: text('Text') },
    run: ({ one, other }) => ({ text: `${one}${other}` }),
  })
  const split = defineNode({
    type: 'test/split',
    title: 'Split',
    category: 'Test',
    inputs: { text: text('Text') },
    outputs: { words: listOf(text('Words')), text: text('Text') },
    run({ text: given }) {
      if (given === 'bad') throw new Error('no bad')
      return { words: given.split(' '), text: given }
    },
  })

  test('in either of two lists makes one in what is made of both, and the last item of the shorter repeats', async () => {
    const started = startRun(
      workflowOf(
        { l: lines('a\nbad\nc\nd'), m: lines('x\nworse'), p: 'test/picky', q: 'test/picky', z: 'test/pair' },
        ['l.lines > p.text', 'm.lines > q.text', 'p.text > z.one', 'q.text > z.other'],
      ),
      testRegistry(pickyNode('bad'), pair),
    )
    expect((await started.done).outputs['z']).toEqual({ text: ['AX', null, 'CWORSE', 'DWORSE'] })
  })

  test('in each item leaves nothing to run, and the node is skipped because of the first that failed', async () => {
    const started = startRun(
      workflowOf(
        { l: lines('bad\nb'), m: lines('x\nworse'), p: 'test/picky', q: 'test/picky', z: 'test/pair' },
        ['l.lines > p.text', 'm.lines > q.text', 'p.text > z.one', 'q.text > z.other'],
      ),
      testRegistry(pickyNode('bad', 'worse'), pair),
    )
    await started.done
    expect(started.story.slice(-2)).toEqual(['skipped z (failed: p)', 'run failed'])
  })

  test('of a node with lists as outputs stands between the lists of its neighbours', async () => {
    const started = startRun(
      workflowOf({ l: lines('a b\nbad\nc d e'), s: 'test/split', p: 'test/picky' }, [
        'l.lines > s.text',
        's.words > p.text',
      ]),
      testRegistry(split, pickyNode()),
    )
    expect((await started.done).outputs).toMatchObject({
      s: { words: ['a', 'b', null, 'c', 'd', 'e'], text: ['a b', null, 'c d e'] },
      p: { text: ['A', 'B', null, 'C', 'D', 'E'] },
    })
    expect(ofNode(started, 's').at(-1)).toMatchObject({
      gaps: [{ item: '1', positions: { words: 2, text: 1 } }],
    })
    expect(ofNode(started, 'p').at(-1)).toMatchObject({
      gaps: [{ item: '2', of: 's', positions: { text: 2 } }],
    })
  })

  test('never reaches a node that takes any value, where nothing is a value too', async () => {
    const started = startRun(
      workflowOf({ l: lines('a\nbad\nc'), p: 'test/picky', v: 'test/pass', n: 'test/count' }, [
        'l.lines > p.text',
        'p.text > v.value',
        'v.value > n.items',
      ]),
      testRegistry(pickyNode('bad')),
    )
    expect((await started.done).outputs).toMatchObject({ v: { value: ['A', null, 'C'] }, n: { count: 2 } })
  })

  test('leaves a node undone that finds an item by its place: it would take another one', async () => {
    const gated = gatedNode({ type: 'test/film', inputs: { in: text('In') }, where: 'local' })
    const started = startRun(
      workflowOf(
        {
          l: lines('a\nbad\nc\nd'),
          p: 'test/picky',
          third: { type: 'test/pick', values: { index: 2 } },
          film: 'test/film',
        },
        ['l.lines > p.text', 'p.text > third.items', 'third.item > film.in'],
      ),
      testRegistry(pickyNode('bad'), gated.type),
    )
    await started.settle()
    expect(gated.calls.map(({ inputs }) => inputs)).toEqual([])
    expect(started.story.slice(-3)).toEqual([
      'skipped third (failed: p)',
      'skipped film (failed: p)',
      'run failed',
    ])
  })

  test('is no question to the user', async () => {
    const needy = gatedNode({ type: 'test/needy', where: 'local', alike: true })
    const asked: Values[] = []
    const started = startRun(
      workflowOf({ l: lines('a\nbad\nc'), p: 'test/picky', n: 'test/needy' }, [
        'l.lines > p.text',
        'p.text > n.in',
      ]),
      testRegistry(pickyNode('bad'), {
        ...needy.type,
        userPrompt: ({ also }) => (also === undefined ? { input: 'also', words: 'Say a word' } : null),
      }),
      {
        services: fakeServices({
          userPrompts: {
            prompt({ inputs }) {
              asked.push(inputs)
              return Promise.resolve('yes')
            },
          },
        }),
      },
    )
    await started.settle()
    for (const { finish: end } of needy.calls) end({ out: 'x' })
    const { outputs } = await started.done
    expect([asked, outputs['n']]).toEqual([[{ in: 'A' }, { in: 'C' }], { out: ['x', null, 'x'] }])
  })
})
