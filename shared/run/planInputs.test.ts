import { describe, expect, test } from 'vitest'
import { defineNode } from '../nodes/defineNode.ts'
import { text } from '../ports/port.ts'
import { fakeMedia } from '../testing/media.ts'
import { testRegistry } from '../testing/nodeTypes.ts'
import type { NodeFields, NodeSketch } from '../testing/workflow.ts'
import { ids, planOf, problemTexts } from '../testing/planOf.ts'
import { say, workflowOf } from '../testing/workflow.ts'
import { plan } from './plan.ts'

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
    [
      'for a picture',
      'test/paint',
      ['nodes[0].values.image: Image is needed: choose a file or connect something to it'],
    ],
    ['for any value', 'test/pass', ['nodes[0].values.value: Value is needed: connect something to it']],
    ['with zero', { type: 'test/number', values: { number: 0 } }, []],
    ['with a default', { type: 'test/range', values: { high: 1 } }, []],
    ['that may be empty', { type: 'test/join', values: { first: 'a', second: '' } }, []],
    [
      'with a picture by its address',
      { type: 'test/paint', values: { image: 'https://pictures.example/a.png' } },
      [],
    ],
  ])('%s is reported', (_, sketch, expected) => {
    expect(problemTexts(planOf(workflowOf({ n: sketch })))).toEqual(expected)
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
  test('out of range is reported with node, port and path', () => {
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

  test('of another type, inside a list, is reported by its index', () => {
    const values = { images: [{ file: 'a.png' }], loras: [{ path: 'a/b', scale: 1 }, { path: '' }] }
    expect(problemTexts(planOf(workflowOf({ f: { type: 'test/frames', values } })))).toEqual([
      'nodes[0].values.loras[1].path: must be the address or repository id of LoRA weights',
      'nodes[0].values.loras[1].scale: must be a number, not nothing',
    ])
  })

  test('that claims to be a row of the asset store is refused: the file could have made it up', () => {
    const row = { media: 'image', sha256: fakeMedia(1).sha256, mime: 'image/png', bytes: 1 }
    expect(problemTexts(planOf(workflowOf({ p: { type: 'test/paint', values: { image: row } } })))).toEqual([
      'nodes[0].values.image: must be an image (a file, an asset or an address), not a row of an asset store',
    ])
  })

  test('of an input that the node does not have is kept and reported, and does not prevent the run', () => {
    const planned = planOf(workflowOf({ t: { type: 'test/text', values: { text: 'a', size: 3 } } }))
    expect(planned.problems).toEqual([])
    expect(planned.notices).toEqual([
      {
        code: 'unknown-port',
        message: 'Text has no input of this name; the value is saved but not used',
        path: ['nodes', 0, 'values', 'size'],
        node: 't',
        port: 'size',
      },
    ])
  })

  test('at an input with a cable is ignored', () => {
    const workflow = workflowOf({ t: say('a'), j: { type: 'test/join', values: { first: 7 } } }, [
      't.text > j.first',
    ])
    expect(planOf(workflow).problems).toEqual([])
  })

  test('a hundred thousand times in one node is reported without overflowing anything', () => {
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
    expect(
      problemTexts(planOf(workflowOf({ r: { type: 'test/range', ...(values && { values }) } }))),
    ).toEqual(expected)
  })

  test('are checked without what a cable will bring', () => {
    const brought = (values: NonNullable<NodeFields['values']>) =>
      planOf(
        workflowOf({ n: { type: 'test/number', values: { number: 9 } }, r: { type: 'test/range', values } }, [
          'n.number > r.high',
        ]),
      ).problems
    expect(brought({ low: 5, high: 1 })).toEqual([])
  })
})

describe('a cable', () => {
  test('that cannot carry its value is refused with a reason, with node and port', () => {
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
  ])('%s is reported at its end', (edge, index, message) => {
    const workflow = workflowOf({ a: say('a'), b: { type: 'test/join', values: { first: 'x' } } }, [edge])
    expect(problemTexts(planOf(workflow))).toEqual([`${index}: ${message}`])
  })

  test('from what is only shown on the canvas is reported, and does not make that run', () => {
    const workflow = workflowOf({ n: 'test/note', j: { type: 'test/join', values: { first: 'a' } } }, [
      'n.x > j.second',
    ])
    const planned = planOf(workflow, ['j'])
    expect(problemTexts(planned)).toEqual(['edges[0].from.port: Note has no output "x"'])
    expect(ids(planned)).toEqual(['j'])
  })

  test('from a node of unknown type is not reported a second time at its other end', () => {
    expect(problemTexts(planOf(workflowOf({ g: 'gone/node', j: 'test/join' }, ['g.x > j.first'])))).toEqual([
      'nodes[0].type: the node type "gone/node" is unknown',
    ])
  })

  test.each<[string, string, boolean, string | null]>([
    ['test/number', 'n.number > to.first', false, 'integer to text'],
    ['test/text', 'n.text > to.first', false, null],
    ['test/text', 'n.text > to.size', true, null],
  ])('from %s as %s is checked on its way: %s', (type, edge, checked, conversion) => {
    const values = type === 'test/number' ? { number: 1 } : { text: 'a' }
    const to: NodeSketch = edge.endsWith('size')
      ? { type: 'runcomfy/acme/paint', values: { prompt: 'a', image_url: { file: 'a.png' } } }
      : 'test/join'
    const { steps } = planOf(workflowOf({ n: { type, values }, to }, [edge]))
    const source = steps[1]?.inputs.find((input) => input.source !== null)?.source
    expect({ checked: source?.checked, conversion: source?.conversion }).toEqual({ checked, conversion })
  })

  test('whose kind is not known before the run is checked then', () => {
    const { steps, problems } = planOf(
      workflowOf({ p: { type: 'test/pass', values: { value: 'a' } }, j: 'test/join' }, ['p.value > j.first']),
    )
    expect(problems).toEqual([])
    expect(steps[1]?.inputs[0]?.source).toMatchObject({ checked: true })
  })

  test('two hundred thousand times into one node without such ports is reported without overflowing anything', () => {
    const edges = Array.from({ length: 200_000 }, (_, index) => `t.text > u.x${index}`)
    expect(planOf(workflowOf({ t: say('a'), u: say('b') }, edges)).problems).toHaveLength(200_000)
  })
})
