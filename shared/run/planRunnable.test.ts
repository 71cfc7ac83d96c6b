import { describe, expect, test } from 'vitest'
import { ids, planRegistry, problemTexts } from '../testing/planOf.ts'
import { say, workflowOf } from '../testing/workflow.ts'
import type { Plan } from './plan.ts'
import { planRun, planRunnable } from './planRunnable.ts'

const words = ({ notices }: Plan): readonly string[] => notices.map(({ message }) => message)

describe('a run of everything', () => {
  test('leaves out a node that lacks what it needs, and names it', () => {
    const stray = { type: 'test/pass', title: 'Preview' }
    const planned = planRunnable(workflowOf({ a: say('a'), p: stray }), planRegistry)
    expect([ids(planned), problemTexts(planned)]).toEqual([['a'], []])
    expect(planned.notices).toEqual([
      {
        code: 'left-out',
        message: 'Preview is not run: Value is needed',
        path: ['nodes', 1, 'values', 'value'],
        node: 'p',
        port: 'value',
      },
    ])
  })

  test('leaves out what depends on it, also through an optional input, and what only they would use', () => {
    const workflow = workflowOf(
      {
        only: { ...say('only'), title: 'Only' },
        both: say('both'),
        broken: { type: 'test/join', title: 'Broken' },
        next: { type: 'test/join', title: 'Next' },
        good: { type: 'test/join', title: 'Good' },
      },
      ['only.text > next.first', 'broken.text > next.second', 'both.text > good.first'],
    )
    const planned = planRunnable(workflow, planRegistry)
    expect(ids(planned)).toEqual(['both', 'good'])
    expect(words(planned).toSorted()).toEqual([
      'Broken is not run: First is needed',
      'Next is not run: it needs Broken',
      'Only is not run: only Next would use it',
    ])
  })

  test('runs nodes with an effect outside although what would use them is left out', () => {
    const workflow = workflowOf({ a: say('a'), s: 'test/keeps', bad: 'test/join' }, [
      'a.text > s.text',
      's.text > bad.second',
    ])
    expect(ids(planRunnable(workflow, planRegistry))).toEqual(['a', 's'])
  })

  test('leaves out what only a node with a pinned version would use', () => {
    const workflow = workflowOf(
      { a: say('a'), k: { type: 'test/join', take: { outputs: { text: 'kept' } } }, c: 'test/join' },
      ['a.text > k.first', 'k.text > c.first'],
    )
    const planned = planRunnable(workflow, planRegistry)
    expect([ids(planned), words(planned)]).toEqual([['k', 'c'], ['Text is not run: only Join would use it']])
  })

  test('leaves out what only a node would use behind a bypassed one that has nothing to pass on', () => {
    const workflow = workflowOf(
      { a: say('a'), g: say('g'), b: { type: 'test/paint', mode: 'bypassed' }, t: 'test/both' },
      ['b.image > t.image', 'g.text > t.words'],
    )
    expect(ids(planRunnable(workflow, planRegistry))).toEqual(['a'])
  })

  test('is refused if everything is muted or depends on a muted node, and names that', () => {
    const workflow = workflowOf({ a: say('a', { mode: 'muted' }), b: 'test/join' }, ['a.text > b.first'])
    expect(problemTexts(planRunnable(workflow, planRegistry))).toEqual([
      'nodes[0].mode: is muted, and nothing is left to run',
    ])
    expect(problemTexts(planRunnable(workflowOf({}), planRegistry))).toEqual([])
  })

  test('runs what a branch that is left out shares with one that is not', () => {
    const workflow = workflowOf({ a: say('a'), good: 'test/join', bad: 'test/join' }, [
      'a.text > good.first',
      'a.text > bad.second',
    ])
    expect(ids(planRunnable(workflow, planRegistry))).toEqual(['a', 'good'])
  })

  test.each([
    ['nothing would be left to run', { p: 'test/pass' }],
    ['something else is wrong too', { a: say('a'), p: 'test/pass', gone: 'gone/node' }],
  ] as const)('is refused where %s', (_, nodes) => {
    const planned = planRunnable(workflowOf({ ...nodes }), planRegistry)
    expect(problemTexts(planned)).toContain(
      `nodes[${Object.keys(nodes).indexOf('p')}].values.value: Value is needed: connect something to it`,
    )
  })
})

test('a run to a node that lacks something is refused', () => {
  const workflow = workflowOf({ a: say('a'), p: 'test/pass' })
  expect(problemTexts(planRunnable(workflow, planRegistry, ['a', 'p']))).toHaveLength(1)
})

test.each([
  ['refuse', [], ['missing']],
  ['leaveOut', ['a'], []],
  [undefined, ['a'], []],
] as const)('an incomplete workflow is planned as requested: %s', (incomplete, steps, problems) => {
  const workflow = workflowOf({ a: say('a'), p: 'test/pass' })
  const planned = planRun(workflow, planRegistry, undefined, incomplete)
  expect([
    planned.problems.length === 0 ? ids(planned) : [],
    planned.problems.map(({ code }) => code),
  ]).toEqual([steps, problems])
})
