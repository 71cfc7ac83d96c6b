import { describe, expect, test } from 'vitest'
import type { NodeFields, NodeSketch } from '../testing/workflow.ts'
import { ids, planOf, told } from '../testing/planOf.ts'
import { say, workflowOf } from '../testing/workflow.ts'
import type { Plan } from './plan.ts'

describe('mute', () => {
  test('keeps a node and all that needs it from running, and says so before the run', () => {
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

  test('lets a node run where the input that it empties may be empty: its value in the file counts', () => {
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

  test('of a node with problems hides them, and those of what it starves', () => {
    const workflow = workflowOf(
      { a: { type: 'gone/node', mode: 'muted' }, c: { type: 'test/join', values: { second: 7 } } },
      ['a.text > c.first'],
    )
    expect(planOf(workflow)).toMatchObject({ steps: [], problems: [] })
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

  test('passes on the value that stood in the node, converted as a cable would', () => {
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

  test('passes a list on to a port for one: the node runs for each', () => {
    const values = { images: [{ file: 'a.png' }, { file: 'b.png' }] }
    const planned = through(values, 'test/frames', 'b.images > to.image', 'test/paint')
    expect(planned.problems).toEqual([])
    expect(planned.steps[0]?.inputs[0]).toMatchObject({ literal: values.images, each: true })
  })

  test('passes a list on as it is where a list is asked', () => {
    const loras = [{ path: 'a/b', scale: 1 }]
    const planned = through({ images: [{ file: 'a.png' }], loras }, 'test/frames', 'b.loras > to.loras', {
      type: 'test/frames',
      values: { images: [{ file: 'a.png' }] },
    })
    expect(planned.steps[0]?.inputs[1]).toMatchObject({ name: 'loras', literal: loras, each: false })
  })

  test('does not let through what cannot flow, and says it once', () => {
    expect(told(through({ number: 7 }, 'test/number', 'b.number > to.image', 'test/paint'))).toEqual([
      'edges[0]: a whole number cannot become an image',
    ])
  })

  test('checks what it passes on, item by item', () => {
    const values = { images: [{ file: 'a.png' }, 'b.png'] }
    expect(told(through(values, 'test/frames', 'b.images > to.image', 'test/paint'))).toEqual([
      'nodes[1].values.image[1]: must be an image (a file, an asset or an address), not "b.png"',
    ])
  })

  test('without anything to pass on leaves a needed input empty, and names the node', () => {
    expect(told(through(undefined, 'test/join', 'b.text > to.first', 'test/join'))).toEqual([
      'nodes[1].values.first: First is needed, and Join, which is bypassed, has nothing of that type to pass on',
    ])
  })
})
