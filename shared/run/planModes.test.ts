import { describe, expect, test } from 'vitest'
import type { NodeFields, NodeSketch } from '../testing/workflow.ts'
import { ids, planOf, problemTexts } from '../testing/planOf.ts'
import { say, workflowOf } from '../testing/workflow.ts'
import type { Plan } from './plan.ts'

describe('mute', () => {
  test('keeps a node and all that needs it from running, and reports it before the run', () => {
    const planned = planOf(
      workflowOf({ a: say('a', { mode: 'muted' }), b: 'test/join', c: 'test/join', d: say('d') }, [
        'a.text > b.first',
        'b.text > c.first',
      ]),
    )
    expect(ids(planned)).toEqual(['d'])
    expect(planned.problems).toEqual([])
    expect(planned.muted).toEqual([
      { node: 'a', of: 'a' },
      { node: 'b', of: 'a' },
      { node: 'c', of: 'a' },
    ])
    expect(planned.notices).toEqual([
      {
        code: 'muted',
        message: 'Skipped: Text is muted',
        path: ['nodes', 1],
        node: 'b',
        port: 'first',
      },
      {
        code: 'muted',
        message: 'Skipped: Text is muted',
        path: ['nodes', 2],
        node: 'c',
        port: 'first',
      },
    ])
  })

  test('lets a node run if the input that it empties is optional: its value in the file counts', () => {
    const workflow = workflowOf(
      { a: say('a', { mode: 'muted' }), t: say('t'), j: { type: 'test/join', values: { second: 'own' } } },
      ['t.text > j.first', 'a.text > j.second'],
    )
    const { steps } = planOf(workflow)
    expect(steps[1]?.inputs.map(({ name, literal }) => [name, literal])).toEqual([
      ['first', undefined],
      ['second', 'own'],
    ])
  })

  test('keeps a node from running even if its required input has a value of its own: the cable shows the intention', () => {
    const workflow = workflowOf(
      { a: say('a', { mode: 'muted' }), j: { type: 'test/join', values: { first: 'own' } } },
      ['a.text > j.first'],
    )
    expect(planOf(workflow)).toMatchObject({ steps: [], muted: [{ node: 'a' }, { node: 'j', of: 'a' }] })
  })

  test('prevents paying for the inputs of a skipped node, whether it is a target or everything runs', () => {
    const workflow = workflowOf(
      {
        m: { type: 'test/paint', mode: 'muted' },
        h: say('h'),
        g: 'test/join',
        t: 'test/both',
        after: 'test/maybe',
        end: say('end'),
      },
      ['h.text > g.first', 'm.image > t.image', 'g.text > t.words', 't.image > after.value'],
    )
    expect(ids(planOf(workflow, ['after']))).toEqual(['after'])
    const everything = planOf(workflow)
    expect(ids(everything)).toEqual(['end', 'after'])
    expect(everything.notices.map(({ message }) => message)).toEqual([
      'Join is not run: only Both would use it',
      'Text is not run: only Join would use it',
      'Skipped: Paint is muted',
    ])
  })

  test('refuses a run of a node that it blocks, however far behind, and names the muted node', () => {
    const workflow = workflowOf(
      { a: say('a', { mode: 'muted', title: 'Words' }), b: 'test/join', r: 'test/pass', c: 'test/join' },
      ['a.text > b.first', 'b.text > r.value', 'r.value > c.first'],
    )
    expect(planOf(workflow, ['c']).problems).toEqual([
      {
        code: 'muted',
        message: 'is asked for and cannot run: it needs Words, which is muted',
        path: ['nodes', 3],
        node: 'c',
      },
    ])
  })

  test('keeps what feeds the muted node, as an end of its own, and nodes with an effect outside', () => {
    const workflow = workflowOf(
      { g: say('g'), m: { type: 'test/join', mode: 'muted' }, s: 'test/keeps', t: 'test/join' },
      ['g.text > m.first', 'g.text > s.text', 'm.text > t.first', 's.text > t.second'],
    )
    expect(ids(planOf(workflow))).toEqual(['g', 's'])
  })

  test('of a node hides invalid cables of the nodes that it blocks', () => {
    const workflow = workflowOf(
      { a: say('a', { mode: 'muted' }), c: 'test/join', d: say('d'), e: say('e') },
      ['a.text > c.first', 'd.text > c.nosuch', 'd.nosuch > c.second'],
    )
    expect(planOf(workflow)).toMatchObject({ problems: [] })
  })

  test('of a node with problems hides them, and those of the nodes that it blocks', () => {
    const workflow = workflowOf(
      {
        a: { type: 'gone/node', mode: 'muted' },
        c: { type: 'test/join', values: { second: 7 } },
        d: say('d'),
      },
      ['a.text > c.first'],
    )
    expect(planOf(workflow)).toMatchObject({ steps: [{ node: { id: 'd' } }], problems: [] })
  })
})

describe('bypass', () => {
  const through = (values: NodeFields['values'], type: string, edge: string, to: NodeSketch): Plan =>
    planOf(workflowOf({ b: { type, mode: 'bypassed', ...(values && { values }) }, to }, [edge]))

  test('connects what comes in to what goes out', () => {
    const { steps, problems } = planOf(
      workflowOf({ a: say('a'), b: { type: 'test/join', mode: 'bypassed' }, c: 'test/join' }, [
        'a.text > b.first',
        'b.text > c.first',
      ]),
    )
    expect(problems).toEqual([])
    expect(steps.map((step) => step.node.id)).toEqual(['a', 'c'])
    expect(steps[1]?.inputs[0]?.source).toEqual({
      step: 0,
      output: 'text',
      list: false,
      conversion: null,
      checked: false,
    })
  })

  test("passes on the node's own value, converted as a cable would", () => {
    const planned = through({ number: 7 }, 'test/number', 'b.number > to.first', 'test/join')
    expect(planned.problems).toEqual([])
    expect(planned.steps[0]?.inputs[0]).toMatchObject({
      name: 'first',
      literal: '7',
      each: false,
      source: null,
    })
  })

  test('passes one on as a list of one', () => {
    const planned = through({ image: { file: 'a.png' } }, 'test/paint', 'b.image > to.images', 'test/frames')
    expect(planned.problems).toEqual([])
    expect(planned.steps[0]?.inputs[0]).toMatchObject({ literal: [{ file: 'a.png' }], each: false })
  })

  test('passes a list on to a port for one value: the node runs for each', () => {
    const values = { images: [{ file: 'a.png' }, { file: 'b.png' }] }
    const planned = through(values, 'test/frames', 'b.images > to.image', 'test/paint')
    expect(planned.problems).toEqual([])
    expect(planned.steps[0]?.inputs[0]).toMatchObject({ literal: values.images, each: true })
  })

  test('passes a list on as it is to a list port', () => {
    const loras = [{ path: 'a/b', scale: 1 }]
    const planned = through({ images: [{ file: 'a.png' }], loras }, 'test/frames', 'b.loras > to.loras', {
      type: 'test/frames',
      values: { images: [{ file: 'a.png' }] },
    })
    expect(planned.steps[0]?.inputs[1]).toMatchObject({ name: 'loras', literal: loras, each: false })
  })

  test('refuses what cannot flow, and reports it once', () => {
    expect(problemTexts(through({ number: 7 }, 'test/number', 'b.number > to.image', 'test/paint'))).toEqual([
      'edges[0]: a whole number cannot become an image',
    ])
  })

  test('checks what it passes on, item by item', () => {
    const values = { images: [{ file: 'a.png' }, 'b.png'] }
    expect(problemTexts(through(values, 'test/frames', 'b.images > to.image', 'test/paint'))).toEqual([
      'nodes[1].values.image[1]: must be an image (a file, an asset or an address), not "b.png"',
    ])
  })

  test.each(['test/pass', 'test/maybe'])(
    'gives what it passes on its own type, also behind a node that takes every kind: %s',
    (between) => {
      const { steps, problems } = planOf(
        workflowOf(
          {
            n: { type: 'test/number', values: { number: 5 } },
            b: { type: 'test/join', mode: 'bypassed' },
            r: between,
            to: 'test/join',
          },
          ['n.number > b.first', 'b.text > r.value', 'r.value > to.first'],
        ),
      )
      expect(problems).toEqual([])
      expect(steps.at(-1)?.inputs[0]?.source).toMatchObject({ conversion: 'integer to text', checked: false })
    },
  )

  test('passes a picture that the file names on as a picture, also into a node that takes every kind', () => {
    const planned = through({ image: { file: 'a.png' } }, 'test/paint', 'b.image > to.value', 'test/pass')
    expect(planned.steps[0]?.inputs[0]).toMatchObject({
      literal: { file: 'a.png' },
      port: { type: { kind: 'image', list: false } },
    })
  })

  test('with nothing to pass on: the value of a node that accepts every kind is checked during the run', () => {
    const { steps } = planOf(
      workflowOf(
        {
          b: { type: 'test/paint', mode: 'bypassed' },
          r: { type: 'test/pass', values: { value: true } },
          to: 'test/paint',
        },
        ['b.image > r.value', 'r.value > to.image'],
      ),
    )
    expect(steps.at(-1)?.inputs[0]?.source).toMatchObject({ output: 'value', checked: true })
  })

  test('with nothing to pass on lets the own value of a required input count, as if there were no cable', () => {
    const { steps } = planOf(
      workflowOf(
        { b: { type: 'test/join', mode: 'bypassed' }, to: { type: 'test/join', values: { first: 'own' } } },
        ['b.text > to.first'],
      ),
    )
    expect(steps[0]?.inputs[0]).toMatchObject({ name: 'first', source: null, literal: 'own' })
  })

  test.each<[string, NodeFields['values'], string, Plan['steps'][number]['inputs'][number]['literal']]>([
    ['an input without a cable, by its default', {}, 'words', 'words'],
    ['a literal that is no list in an input for a list, as one value', { items: 'one' }, 'one', 'one'],
  ])('passes on %s', (_, values, __, literal) => {
    const type = Object.hasOwn(values ?? {}, 'items') ? 'test/many' : 'test/defaults'
    const planned = through(values, type, 'b.out > to.first', 'test/join')
    expect(planned.problems).toEqual([])
    expect(planned.steps[0]?.inputs[0]).toMatchObject({ literal, each: false })
  })

  test('without anything to pass on leaves a required input empty, and names the node', () => {
    expect(problemTexts(through(undefined, 'test/join', 'b.text > to.first', 'test/join'))).toEqual([
      'nodes[1].values.first: First is needed, and Join, which is bypassed, has nothing of that type to pass on',
    ])
  })
})
