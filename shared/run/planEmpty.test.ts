import { describe, expect, test } from 'vitest'
import { defineNode } from '../nodes/defineNode.ts'
import { listOf, text } from '../ports/port.ts'
import { testRegistry } from '../testing/nodeTypes.ts'
import { ids } from '../testing/planOf.ts'
import type { NodeFields } from '../testing/workflow.ts'
import { lines, say, workflowOf } from '../testing/workflow.ts'
import { plan } from './plan.ts'

const save = defineNode({
  type: 'test/save',
  title: 'Save',
  category: 'Test',
  effect: true,
  inputs: { text: text('Text') },
  outputs: { text: text('Text') },
  run: (inputs) => inputs,
})
const refuse = defineNode({
  type: 'test/refuse',
  title: 'Refuse',
  category: 'Test',
  inputs: { text: text('Text') },
  outputs: { all: listOf(text('All')) },
  makes: () => {
    throw new Error('no')
  },
})
const registry = testRegistry(save, refuse)

/** `j` runs over the lines of `l`, each beside the output of `g`, which is made from that of `h`. */
const used = (l: NodeFields, more: Readonly<Record<string, NodeFields | string>> = {}) => ({
  l,
  h: say('h'),
  g: 'test/join',
  j: 'test/join',
  ...more,
})
const cables = ['h.text > g.first', 'g.text > j.second']
const over = ['l.lines > j.first', ...cables]

describe('what only a node would use that has an empty list', () => {
  test('is left out of the run, with all that only it would use, and a notice says why', () => {
    const planned = plan(workflowOf(used(lines('')), over), registry)
    expect(ids(planned)).toEqual(['l', 'j'])
    expect(planned.problems).toEqual([])
    expect(planned.notices.map(({ code, message, node }) => [code, node, message])).toEqual([
      ['left-out', 'h', 'Text is not run: only Join would use it, which is given an empty list'],
      ['left-out', 'g', 'Join is not run: only Join would use it, which is given an empty list'],
    ])
    expect(planned.steps[1]).toMatchObject({ waits: 1, inputs: [{ name: 'first' }] })
  })

  test('runs if there is something in the list', () => {
    expect(ids(plan(workflowOf(used(lines('x')), over), registry))).toEqual(['l', 'h', 'g', 'j'])
  })

  test('has problems that do not prevent the run', () => {
    const flow = workflowOf(used(lines(''), { h: 'test/text' }), over)
    expect(plan(flow, registry)).toMatchObject({ problems: [], steps: [{ node: { id: 'l' } }, {}] })
  })

  test.each<[string, Readonly<Record<string, NodeFields | string>>, readonly string[], (readonly string[])?]>(
    [
      ['another node uses it, too', { other: 'test/join' }, ['g.text > other.first']],
      ['it is asked for itself', {}, [], ['j', 'g']],
      ['it leaves something outside', { g: 'test/save' }, []],
      [
        'it feeds a muted node: somebody looks at it there',
        { cut: { type: 'test/join', mode: 'muted' } },
        ['g.text > cut.first'],
      ],
    ],
  )('runs nevertheless if %s', (_, more, cut, targets) => {
    const first =
      more['g'] === 'test/save'
        ? ['h.text > g.text', ...over.filter((cable) => !cable.startsWith('h'))]
        : over
    const planned = plan(workflowOf(used(lines(''), more), [...first, ...cut]), registry, targets)
    expect(ids(planned)).toContain('g')
    expect(planned.problems).toEqual([])
  })

  test('is left out behind several such nodes, too: each outputs an empty list', () => {
    const planned = plan(
      workflowOf(
        { l: lines(''), one: 'test/join', two: 'test/join', n: 'test/count', g: say('g'), h: say('h') },
        [
          'l.lines > one.first',
          'h.text > one.second',
          'one.text > two.first',
          'g.text > two.second',
          'two.text > n.items',
        ],
      ),
      registry,
    )
    expect(ids(planned)).toEqual(['l', 'one', 'two', 'n'])
  })

  test('is left out if the list is a pinned version, or comes through a bypassed node', () => {
    const pinned = { type: 'test/join', take: { outputs: { text: [] }, fanned: true } } as const
    const one = workflowOf(used(pinned), ['l.text > j.first', ...cables])
    expect(ids(plan(one, registry))).toEqual(['l', 'j'])
    const passed = { type: 'test/words', mode: 'bypassed', values: { words: [] } } as const
    const two = workflowOf(used(passed), ['l.words > j.first', ...cables])
    expect(ids(plan(two, registry))).toEqual(['j'])
  })

  test("runs if the list is not known before the run: it is made from a node's output, or cannot be made", () => {
    const made = workflowOf(used({ type: 'test/lines' }, { t: 'test/join' }), ['t.text > l.text', ...over])
    expect(ids(plan(made, registry, ['j']))).toContain('g')
    const failing = workflowOf(used({ type: 'test/refuse', values: { text: 'x' } }), [
      'l.all > j.first',
      ...cables,
    ])
    expect(ids(plan(failing, registry))).toContain('g')
  })

  test('runs if the list goes into a list input, which receives it as a whole', () => {
    const flow = workflowOf({ l: lines(''), n: 'test/words' }, ['l.lines > n.words'])
    expect(ids(plan(flow, registry))).toEqual(['l', 'n'])
  })
})
