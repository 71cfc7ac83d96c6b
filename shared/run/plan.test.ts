import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { NodeMode, Workflow } from '../document/workflow.ts'
import { endpointNode } from '../endpoint/endpointNode.ts'
import { defineNode } from '../nodes/defineNode.ts'
import { image, integer, listOf, lora, number, optional, text, withDefault } from '../ports/port.ts'
import { formatProblem } from '../problem.ts'
import { fakeMedia } from '../testing/media.ts'
import { testRegistry } from '../testing/nodeTypes.ts'
import type { NodeFields, NodeSketch } from '../testing/workflow.ts'
import { workflowOf } from '../testing/workflow.ts'
import type { Plan } from './plan.ts'
import { plan } from './plan.ts'

/** Paints in an endpoint's way: a prompt, a picture, a strength, a seed. */
const paint = endpointNode({
  modelId: 'acme/paint',
  title: 'Paint remotely',
  category: 'Test',
  input: {
    required: ['prompt', 'image_url'],
    properties: {
      prompt: { type: 'string' },
      image_url: { type: 'string' },
      strength: { type: 'float', minimum: 0, maximum: 1, default: 0.5 },
      size: { enum: ['square', 'auto'], default: 'auto' },
      note: { type: 'string' },
    },
  },
  outputs: ['image', 'images'],
})

/** Two numbers of which the first must not be above the second. */
const range = defineNode({
  type: 'test/range',
  title: 'Range',
  category: 'Test',
  inputs: { low: withDefault(integer('Low'), 0), high: integer('High'), scale: optional(number('Scale')) },
  outputs: {},
  check: ({ low = 0, high = 0 }) => (low > high ? `${low} is above ${high}` : null),
  run: () => ({}),
})

const frames = defineNode({
  type: 'test/frames',
  title: 'Frames',
  category: 'Test',
  inputs: {
    images: listOf(image('Frames')),
    loras: optional(listOf(lora('LoRAs'))),
    titles: optional(listOf(text('T'))),
  },
  outputs: { images: listOf(image('Frames')), loras: listOf(lora('LoRAs')), titles: listOf(text('T')) },
  run: ({ images }) => ({ images, loras: [], titles: [] }),
})

const registry = testRegistry(paint, range, frames)
const planOf = (workflow: Workflow, targets?: readonly string[]): Plan => plan(workflow, registry, targets)
const ids = ({ steps }: Plan): readonly string[] => steps.map((step) => step.node.id)
const told = ({ problems }: Plan): readonly string[] => problems.map(formatProblem)

const say = (words: string, more: Partial<NodeFields> = {}): NodeSketch => ({
  type: 'test/text',
  values: { text: words },
  ...more,
})

describe('a plan', () => {
  test('has a step per node in dependency order, each with where its inputs come from and what it feeds', () => {
    const workflow = workflowOf({ j: { type: 'test/join', values: { second: '!' } }, t: say('hello') }, [
      't.text > j.first',
    ])
    const { steps, problems, notices, muted } = planOf(workflow)
    expect({ problems, notices, muted }).toEqual({ problems: [], notices: [], muted: [] })
    expect(steps).toEqual([
      {
        node: workflow.nodes[1],
        type: registry.get('test/text'),
        inputs: [
          {
            name: 'text',
            port: registry.get('test/text')?.inputs['text'],
            source: null,
            literal: 'hello',
            each: false,
          },
        ],
        waits: 0,
        feeds: [1],
      },
      {
        node: workflow.nodes[0],
        type: registry.get('test/join'),
        inputs: [
          {
            name: 'first',
            port: registry.get('test/join')?.inputs['first'],
            source: { step: 0, output: 'text', list: false, conversion: null, checked: false },
            literal: undefined,
            each: false,
          },
          {
            name: 'second',
            port: registry.get('test/join')?.inputs['second'],
            source: null,
            literal: '!',
            each: false,
          },
        ],
        waits: 1,
        feeds: [],
      },
    ])
  })

  test('counts a node that feeds another twice as two cables to wait for', () => {
    const { steps } = planOf(
      workflowOf({ t: say('a'), j: 'test/join' }, ['t.text > j.first', 't.text > j.second']),
    )
    expect(steps.map(({ waits, feeds }) => ({ waits, feeds }))).toEqual([
      { waits: 0, feeds: [1, 1] },
      { waits: 2, feeds: [] },
    ])
  })

  test('leaves out what only stands on the canvas', () => {
    expect(ids(planOf(workflowOf({ n: 'test/note', t: say('a') })))).toEqual(['t'])
  })

  test('of an empty workflow is empty', () => {
    expect(planOf(workflowOf({}))).toMatchObject({ steps: [], problems: [], notices: [], muted: [] })
  })

  test('of 100,000 nodes in a row is made without recursion, each of them like the one before', () => {
    const count = 100_000
    const names = Array.from({ length: count }, (_, index) => `p${index}`)
    const workflow = workflowOf(
      { t: say('a'), ...Object.fromEntries(names.map((id) => [id, 'test/pass'])) },
      ['t.text > p0.value', ...names.slice(1).map((id, index) => `p${index}.value > ${id}.value`)],
    )
    const { steps, problems } = planOf(workflow)
    expect({ length: steps.length, problems }).toEqual({ length: count + 1, problems: [] })
  })
})

describe('the targets of a run', () => {
  const diamond = workflowOf(
    { a: say('a'), b: 'test/join', c: 'test/join', d: 'test/join', e: 'test/join' },
    ['a.text > b.first', 'a.text > c.first', 'b.text > d.first', 'c.text > d.second', 'a.text > e.first'],
  )

  test('are run with all that they need and nothing else', () => {
    expect(ids(planOf(diamond, ['d']))).toEqual(['a', 'b', 'c', 'd'])
    expect(ids(planOf(diamond, ['b', 'e', 'b']))).toEqual(['a', 'b', 'e'])
    expect(ids(planOf(diamond))).toEqual(['a', 'b', 'c', 'e', 'd'])
    expect(ids(planOf(diamond, []))).toEqual([])
  })

  test('run also while other parts of the workflow are not finished', () => {
    const workflow = workflowOf({ t: say('a'), j: 'test/join', g: 'gone/node' })
    expect(told(planOf(workflow, ['t']))).toEqual([])
    expect(told(planOf(workflow))).toEqual([
      'nodes[1].values.first: First is needed: give it a value or connect something to it',
      'nodes[2].type: there is no node type "gone/node" here',
    ])
  })

  test.each<[string, string, string]>([
    ['is not there', 'nobody', 'there is no node "nobody" to run'],
    ['is muted', 'm', 'nodes[0].mode: is asked for and muted'],
    ['is bypassed', 'b', 'nodes[1].mode: is asked for and bypassed'],
    ['only stands on the canvas', 'n', 'nodes[2]: is asked for and has nothing to run'],
  ])('are refused where one %s', (_, target, message) => {
    const workflow = workflowOf({
      m: say('a', { mode: 'muted' }),
      b: say('a', { mode: 'bypassed' }),
      n: 'test/note',
    })
    expect(told(planOf(workflow, [target]))).toEqual([message])
  })

  test('behind a bypassed node do not run, and pay for, what it does not pass on', () => {
    const workflow = workflowOf(
      {
        i: { type: 'test/paint', values: { image: { file: 'a.png' } } },
        m: { type: 'test/paint', values: { image: { file: 'b.png' } } },
        b: { type: 'test/paint', mode: 'bypassed' },
        t: 'test/paint',
      },
      ['i.image > b.image', 'm.image > b.mask', 'b.image > t.image'],
    )
    expect(ids(planOf(workflow, ['t']))).toEqual(['i', 't'])
  })

  test('behind a muted node do not run, and pay for, what feeds only that', () => {
    const workflow = workflowOf(
      { a: say('a'), m: { type: 'test/join', mode: 'muted' }, t: 'test/join', x: say('x') },
      ['a.text > m.first', 'x.text > t.first', 'm.text > t.second'],
    )
    expect(planOf(workflow, ['t'])).toMatchObject({ muted: [{ node: 'm', of: 'm' }] })
    expect(ids(planOf(workflow, ['t']))).toEqual(['x', 't'])
  })
})

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
        message: 'does not run: First comes from "a", which is muted',
        path: ['nodes', 1],
        node: 'b',
        port: 'first',
      },
      {
        code: 'muted',
        message: 'does not run: First comes from "a", which is muted',
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
      'nodes[1].values.first: First is needed, and the bypassed node "b" has nothing of that type to pass on',
    ])
  })
})

describe('a needed input', () => {
  test.each<[string, NodeSketch, string[]]>([
    [
      'without a value',
      'test/join',
      ['nodes[0].values.first: First is needed: give it a value or connect something to it'],
    ],
    [
      'with an empty text',
      { type: 'test/join', values: { first: '' } },
      ['nodes[0].values.first: First is needed: give it a value or connect something to it'],
    ],
    [
      'with null',
      { type: 'test/join', values: { first: null } },
      ['nodes[0].values.first: First is needed: give it a value or connect something to it'],
    ],
    ['for a picture', 'test/paint', ['nodes[0].values.image: Image is needed: connect something to it']],
    ['for any value', 'test/pass', ['nodes[0].values.value: Value is needed: connect something to it']],
    ['with zero', { type: 'test/number', values: { number: 0 } }, []],
    ['with a default', { type: 'test/range', values: { high: 1 } }, []],
    ['that may be empty', { type: 'test/join', values: { first: 'a', second: '' } }, []],
    [
      'with a picture by its address',
      { type: 'test/paint', values: { image: 'https://pictures.example/a.png' } },
      [],
    ],
  ])('%s is told as it should', (_, sketch, expected) => {
    expect(told(planOf(workflowOf({ n: sketch })))).toEqual(expected)
  })

  test('is not filled by what every object has', () => {
    const sneaky = defineNode({
      type: 'test/sneaky',
      title: 'Sneaky',
      category: 'Test',
      inputs: { toString: text('Words') },
      outputs: {},
      run: () => ({}),
    })
    const { problems } = plan(workflowOf({ s: { type: 'test/sneaky', values: {} } }), testRegistry(sneaky))
    expect(problems.map(({ code }) => code)).toEqual(['missing'])
  })
})

describe('a value', () => {
  test('out of range is told with node, port and place', () => {
    const sketch = {
      type: 'runcomfy/acme/paint',
      values: { prompt: 'a', image_url: { file: 'a.png' }, strength: 1.4 },
    }
    const planned = planOf(workflowOf({ p: sketch }))
    expect(planned.problems).toEqual([
      {
        code: 'value',
        message: '1.4 is above 1',
        path: ['nodes', 0, 'values', 'strength'],
        node: 'p',
        port: 'strength',
      },
    ])
  })

  test('of another type, inside a list, is told by its place in the list', () => {
    const values = { images: [{ file: 'a.png' }], loras: [{ path: 'a/b', scale: 1 }, { path: '' }] }
    expect(told(planOf(workflowOf({ f: { type: 'test/frames', values } })))).toEqual([
      'nodes[0].values.loras[1].path: must be the address or repository id of LoRA weights',
      'nodes[0].values.loras[1].scale: must be a number, not nothing',
    ])
  })

  test('that claims to be a row of the asset store is refused: the file could have made it up', () => {
    const row = { media: 'image', sha256: fakeMedia(1).sha256, mime: 'image/png', bytes: 1 }
    expect(told(planOf(workflowOf({ p: { type: 'test/paint', values: { image: row } } })))).toEqual([
      'nodes[0].values.image: must be an image (a file, an asset or an address), not a row of an asset store',
    ])
  })

  test('of an input that the node does not have is kept and told, in the way of nothing', () => {
    const planned = planOf(workflowOf({ t: { type: 'test/text', values: { text: 'a', size: 3 } } }))
    expect(planned.problems).toEqual([])
    expect(planned.notices).toEqual([
      {
        code: 'unknown-port',
        message: 'Text has no input of this name; the value is kept and not used',
        path: ['nodes', 0, 'values', 'size'],
        node: 't',
        port: 'size',
      },
    ])
  })

  test('where a cable comes in is not looked at', () => {
    const workflow = workflowOf({ t: say('a'), j: { type: 'test/join', values: { first: 7 } } }, [
      't.text > j.first',
    ])
    expect(planOf(workflow).problems).toEqual([])
  })

  test('by the hundred thousand in one node is told without overflowing anything', () => {
    const values = Object.fromEntries(Array.from({ length: 200_000 }, (_, index) => [`v${index}`, 0]))
    const planned = planOf(workflowOf({ t: { type: 'test/text', values: { ...values, text: 'a' } } }))
    expect(planned.notices).toHaveLength(200_000)
  })
})

describe('values taken together', () => {
  test.each<[string, NodeFields['values'], string[]]>([
    ['are checked by their node', { low: 5, high: 1 }, ['nodes[0].values: 5 is above 1']],
    ['are checked with their defaults', { high: -1 }, ['nodes[0].values: 0 is above -1']],
    ['that fit are fine', { low: 1, high: 5 }, []],
    [
      'are not checked while one of them is wrong',
      { low: 5, high: '1' },
      ['nodes[0].values.high: must be a number, not "1"'],
    ],
  ])('%s', (_, values, expected) => {
    expect(told(planOf(workflowOf({ r: { type: 'test/range', ...(values && { values }) } })))).toEqual(
      expected,
    )
  })

  test('are not checked while one of them is not known yet', () => {
    const workflow = workflowOf(
      { n: { type: 'test/number', values: { number: 9 } }, r: { type: 'test/range', values: { low: 5 } } },
      ['n.number > r.high'],
    )
    expect(planOf(workflow).problems).toEqual([])
  })
})

describe('a cable', () => {
  test('that cannot carry its value is refused in words, with node and port', () => {
    expect(planOf(workflowOf({ t: say('a'), p: 'test/paint' }, ['t.text > p.image'])).problems).toEqual([
      {
        code: 'type',
        message: 'a text cannot become an image',
        path: ['edges', 0],
        node: 'p',
        port: 'image',
      },
    ])
  })

  test.each<[string, string, string]>([
    ['a.text > b.nowhere', 'edges[0].to.port', 'Join has no input "nowhere"'],
    ['a.nothing > b.second', 'edges[0].from.port', 'Text has no output "nothing"'],
    ['a.text > b.toString', 'edges[0].to.port', 'Join has no input "toString"'],
    ['a.constructor > b.second', 'edges[0].from.port', 'Text has no output "constructor"'],
  ])('%s is told at its end', (edge, place, message) => {
    const workflow = workflowOf({ a: say('a'), b: { type: 'test/join', values: { first: 'x' } } }, [edge])
    expect(told(planOf(workflow))).toEqual([`${place}: ${message}`])
  })

  test('from a node of no known type is not told a second time at its other end', () => {
    expect(told(planOf(workflowOf({ g: 'gone/node', j: 'test/join' }, ['g.x > j.first'])))).toEqual([
      'nodes[0].type: there is no node type "gone/node" here',
    ])
  })

  test.each<[string, string, boolean, string | null]>([
    ['test/number', 'n.number > to.first', false, 'integer to text'],
    ['test/text', 'n.text > to.first', false, null],
    ['test/text', 'n.text > to.size', true, null],
  ])('from %s as %s is looked at on its way: %s', (type, edge, checked, conversion) => {
    const values = type === 'test/number' ? { number: 1 } : { text: 'a' }
    const to: NodeSketch = edge.endsWith('size')
      ? { type: 'runcomfy/acme/paint', values: { prompt: 'a', image_url: { file: 'a.png' } } }
      : 'test/join'
    const { steps } = planOf(workflowOf({ n: { type, values }, to }, [edge]))
    const source = steps[1]?.inputs.find((input) => input.source !== null)?.source
    expect({ checked: source?.checked, conversion: source?.conversion }).toEqual({ checked, conversion })
  })

  test('whose kind is not known before the run is looked at then', () => {
    const { steps, problems } = planOf(
      workflowOf({ p: { type: 'test/pass', values: { value: 'a' } }, j: 'test/join' }, ['p.value > j.first']),
    )
    expect(problems).toEqual([])
    expect(steps[1]?.inputs[0]?.source).toMatchObject({ checked: true })
  })

  test('by the two hundred thousand into one node that has no such ports is told without overflowing anything', () => {
    const edges = Array.from({ length: 200_000 }, (_, index) => `t.text > u.x${index}`)
    expect(planOf(workflowOf({ t: say('a'), u: say('b') }, edges)).problems).toHaveLength(200_000)
  })
})

describe('a graph that cannot be put in order', () => {
  test('has no steps, and its problems with ids and edges are told with the cycle', () => {
    const workflow = workflowOf({ a: 'test/join', b: 'test/join' }, [
      'a.text > b.first',
      'b.text > a.first',
      'a.text > c.x',
    ])
    const planned = planOf(workflow)
    expect(planned.steps).toEqual([])
    expect(planned.problems.map(({ code }) => code)).toEqual(['dangling-edge', 'cycle'])
  })
})

test('whatever is muted and bypassed, no step waits for one that is not there or comes later', () => {
  const modes = fc.constantFrom<NodeMode>('active', 'active', 'muted', 'bypassed')
  const nodes = fc.array(fc.tuple(modes, fc.option(fc.nat()), fc.option(fc.nat())), {
    minLength: 1,
    maxLength: 25,
  })
  fc.assert(
    fc.property(nodes, fc.boolean(), (sketches, everything) => {
      const edges: string[] = []
      sketches.forEach(([, first, second], index) => {
        if (index > 0 && first !== null) edges.push(`n${first % index}.text > n${index}.first`)
        if (index > 0 && second !== null) edges.push(`n${second % index}.text > n${index}.second`)
      })
      const workflow = workflowOf(
        Object.fromEntries(
          sketches.map(([mode], index) => [`n${index}`, { type: 'test/join', mode, values: { first: 'x' } }]),
        ),
        edges,
      )
      const planned = planOf(workflow, everything ? undefined : [`n${sketches.length - 1}`])
      planned.steps.forEach((step, place) => {
        const sources = step.inputs.flatMap((input) => input.source?.step ?? [])
        expect(step.waits).toBe(sources.length)
        for (const source of sources) {
          expect(source).toBeLessThan(place)
          expect(planned.steps[source]?.feeds.filter((next) => next === place)).toHaveLength(
            sources.filter((other) => other === source).length,
          )
        }
      })
      expect(new Set(planned.steps.map((step) => step.node.id)).size).toBe(planned.steps.length)
      expect(planned.steps.every((step) => (step.node.mode ?? 'active') === 'active')).toBe(true)
    }),
  )
})
