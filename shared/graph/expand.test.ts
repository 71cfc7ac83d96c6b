import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readWorkflow } from '../document/readWorkflow.ts'
import type { Block, Node, Workflow } from '../document/workflow.ts'
import { CAPS } from '../document/workflow.ts'
import { writeWorkflow } from '../document/writeWorkflow.ts'
import type { Problem } from '../problems/problem.ts'
import { formatProblem } from '../problems/problem.ts'
import { parseNodePath } from '../run/address.ts'
import { testRegistry } from '../testing/nodeTypes.ts'
import { startRun } from '../testing/startRun.ts'
import type { EdgeSketch, NodeSketch } from '../testing/workflow.ts'
import { lines, say, workflowOf } from '../testing/workflow.ts'
import { expand, expandTargets } from './expand.ts'

interface Ports {
  readonly inputs?: Readonly<Record<string, string | readonly string[]>>
  readonly outputs?: Readonly<Record<string, string>>
}

const refOf = (end: string) => {
  const [node = '', port = ''] = end.split('.')
  return { node, port }
}

/** A block of nodes and edges as in `workflowOf`; its ports as `node.port`. */
function blockOf(
  nodes: Readonly<Record<string, NodeSketch>>,
  edges: readonly EdgeSketch[],
  { inputs = {}, outputs = {} }: Ports,
): Block {
  const { nodes: inner, edges: cables } = workflowOf(nodes, edges)
  const to = (ends: string | readonly string[]) => ({ to: [ends].flat().map(refOf) })
  return {
    nodes: inner,
    edges: cables,
    interface: {
      inputs: Object.fromEntries(Object.entries(inputs).map(([name, ends]) => [name, to(ends)])),
      outputs: Object.fromEntries(Object.entries(outputs).map(([name, end]) => [name, { from: refOf(end) }])),
    },
  }
}

/** Joins a text with itself. */
const twice = blockOf({ first: 'test/pass', both: 'test/join' }, ['first.value > both.first'], {
  inputs: { text: ['first.value', 'both.second'] },
  outputs: { text: 'both.text' },
})
/** The same of the same. */
const fourfold = blockOf({ once: 'block/twice', again: 'block/twice' }, ['once.text > again.text'], {
  inputs: { text: 'once.text' },
  outputs: { text: 'again.text' },
})

const withBlocks = (workflow: Workflow, blocks: Readonly<Record<string, Block>>): Workflow => ({
  ...workflow,
  blocks: { ...blocks },
})
const shape = ({ nodes, edges }: Workflow) => ({
  nodes: nodes.map(({ id, type }) => `${id} ${type}`),
  edges: edges.map(({ from, to }) => `${from.node}.${from.port} > ${to.node}.${to.port}`),
})
const problemsOf = (workflow: Workflow): readonly string[] => expand(workflow).problems.map(formatProblem)

describe('a workflow with blocks', () => {
  test('becomes its nodes, with paths as ids, and its cables', () => {
    const flow = withBlocks(
      workflowOf({ a: say('x'), b: 'block/fourfold', c: 'test/pass' }, [
        'a.text > b.text',
        'b.text > c.value',
      ]),
      { twice, fourfold },
    )
    const { workflow, problems } = expand(flow)
    expect(problems).toEqual([])
    expect(shape(workflow)).toEqual({
      nodes: [
        'a test/text',
        'b/once/first test/pass',
        'b/once/both test/join',
        'b/again/first test/pass',
        'b/again/both test/join',
        'c test/pass',
      ],
      edges: [
        'b/once/first.value > b/once/both.first',
        'b/again/first.value > b/again/both.first',
        'b/once/both.text > b/again/first.value',
        'b/once/both.text > b/again/both.second',
        'a.text > b/once/first.value',
        'a.text > b/once/both.second',
        'b/again/both.text > c.value',
      ],
    })
    expect(new Set(workflow.edges.map(({ id }) => id)).size).toBe(7)
    expect(workflow.blocks).toBeUndefined()
  })

  test('runs as that, over a list item by item', async () => {
    const flow = withBlocks(workflowOf({ l: lines('x\ny'), b: 'block/fourfold' }, ['l.lines > b.text']), {
      twice,
      fourfold,
    })
    const started = startRun(expand(flow).workflow, testRegistry())
    const { state, outputs } = await started.done
    expect([state, outputs['b/again/both']]).toEqual(['done', { text: ['xxxx', 'yyyy'] }])
  })

  test('takes the values of an instance, where no cable brings another, and the mode of the block', () => {
    const instance = {
      type: 'block/twice',
      values: { text: 'x' },
      mode: 'muted',
      allOrNothing: true,
    } as const
    const { workflow } = expand(withBlocks(workflowOf({ b: instance }), { twice }))
    expect(
      workflow.nodes.map(({ id, values, mode, allOrNothing }) => ({ id, values, mode, allOrNothing })),
    ).toEqual([
      { id: 'b/first', values: { value: 'x' }, mode: 'muted', allOrNothing: true },
      { id: 'b/both', values: { second: 'x' }, mode: 'muted', allOrNothing: true },
    ])
  })

  test('gives the value of an instance to no other node in its block', () => {
    const pair = blockOf({ one: say('one'), other: say('other') }, [], { inputs: { text: 'one.text' } })
    const { workflow } = expand(
      withBlocks(workflowOf({ b: { type: 'block/pair', values: { text: 'x' } } }), { pair }),
    )
    expect(workflow.nodes.map(({ id, values }) => [id, values])).toEqual([
      ['b/one', { text: 'x' }],
      ['b/other', { text: 'other' }],
    ])
  })

  test('refuses a declared port that the block in the block does not declare: its cable would lead nowhere', () => {
    const outer = blockOf({ in: 'block/twice' }, [], {
      inputs: { words: 'in.words' },
      outputs: { words: 'in.words' },
    })
    const flow = workflowOf({ a: say('x'), b: 'block/outer', c: 'test/pass' }, [
      'a.text > b.words',
      'b.words > c.value',
    ])
    expect(expand(withBlocks(flow, { twice, outer })).problems.map(formatProblem)).toEqual([
      'blocks.outer.interface.inputs.words.to[0].port: the block declares no input "words"',
      'blocks.outer.interface.outputs.words.from.port: the block declares no output "words"',
    ])
  })

  test.each([
    ['active', 'active', undefined],
    ['active', 'bypassed', 'bypassed'],
    ['bypassed', 'active', 'bypassed'],
    ['bypassed', 'muted', 'muted'],
    ['muted', 'bypassed', 'muted'],
  ] as const)('that is %s around a node that is %s: %s', (outer, own, mode) => {
    const block = blockOf({ n: { type: 'test/text', ...(own !== 'active' && { mode: own }) } }, [], {})
    const instance = { type: 'block/one', ...(outer !== 'active' && { mode: outer }) }
    const { workflow } = expand(withBlocks(workflowOf({ b: instance }), { one: block }))
    expect(workflow.nodes[0]?.mode).toBe(mode)
  })

  test('keeps what this version does not know', () => {
    const flow = withBlocks(workflowOf({ b: 'block/one' }), {
      one: {
        ...blockOf({}, [], {}),
        nodes: [{ id: 'n', type: 'x/y', position: { x: 1, y: 2 }, colour: 'red' }],
      },
    })
    const { workflow } = expand({ ...flow, theirs: { kept: true } })
    expect(workflow).toMatchObject({
      theirs: { kept: true },
      nodes: [{ id: 'b/n', type: 'x/y', position: { x: 1, y: 2 }, colour: 'red' }],
    })
  })

  test('is read and written like every file', () => {
    const flow = withBlocks(workflowOf({ b: 'block/twice' }), { twice })
    const read = readWorkflow(writeWorkflow(flow))
    expect(read).toEqual({ ok: true, workflow: flow, readOnly: false, notices: [] })
  })
})

test('a flat workflow stays as it is, whatever its ids', () => {
  const id = fc.string({ minLength: 1, maxLength: 5, unit: fc.constantFrom('a', '/', '~', '0', '1') })
  fc.assert(
    fc.property(fc.uniqueArray(id, { maxLength: 4 }), (ids) => {
      const flow = workflowOf(Object.fromEntries(ids.map((one) => [one, 'test/text'])))
      expect(expand(flow).workflow).toBe(flow)
    }),
  )
})

test('an id in a block may have any characters: its path says where it is', () => {
  const odd = blockOf({ 'x/y~1': 'test/text' }, [], {})
  const { workflow, problems } = expand(withBlocks(workflowOf({ 'a/b': 'block/odd' }), { odd }))
  expect(problems).toEqual([])
  expect(workflow.nodes.map(({ id }) => parseNodePath(id))).toEqual([['a/b', 'x/y~1']])
})

describe('is refused', () => {
  const inA = (block: Block, node: Partial<Node> = {}) =>
    withBlocks(
      { ...workflowOf({}), nodes: [{ id: 'b', type: 'block/a', position: { x: 0, y: 0 }, ...node }] },
      { a: block },
    )

  test.each<[string, Workflow, string]>([
    [
      'a block that is missing',
      workflowOf({ b: 'block/none' }),
      'nodes[0].type: there is no block "none" in the file',
    ],
    [
      'a block that is a name of every object',
      workflowOf({ b: 'block/toString' }),
      'nodes[0].type: there is no block "toString" in the file',
    ],
    [
      'a block in itself',
      inA(blockOf({ n: 'block/a' }, [], {})),
      'blocks.a.nodes[0].type: a block cannot contain itself: a → a',
    ],
    [
      'a block in a block that is in it',
      withBlocks(workflowOf({ b: 'block/a' }), {
        a: blockOf({ n: 'block/c' }, [], {}),
        c: blockOf({ t: 'test/text', n: 'block/a' }, [], {}),
      }),
      'blocks.c.nodes[1].type: a block cannot contain itself: a → c → a',
    ],
    [
      'a value at a port that is not declared',
      inA(twice, { values: { words: 'x' } }),
      'nodes[0].values.words: the block declares no input "words"',
    ],
    [
      'a pinned result of a block',
      inA(twice, { take: { outputs: {} } }),
      'nodes[0].take: a block cannot have a pinned result: pin one in it',
    ],
    [
      'a declared port of no node',
      inA(blockOf({ n: 'test/text' }, [], { outputs: { text: 'm.text' } })),
      'blocks.a.interface.outputs.text.from.node: there is no node "m" in this block',
    ],
  ])('%s', (_, workflow, problem) => {
    const { problems, workflow: same } = expand(workflow)
    expect(problems.map(formatProblem)).toEqual([expect.stringContaining(problem)])
    expect(same).toBe(workflow)
  })

  test('a cable at a port that is not declared, at either end', () => {
    const flow = workflowOf({ b: 'block/twice', n: 'test/pass' }, ['b.words > n.value', 'n.value > b.words'])
    expect(problemsOf(withBlocks(flow, { twice }))).toEqual([
      expect.stringContaining('edges[0].from.port: the block declares no output "words"'),
      expect.stringContaining('edges[1].to.port: the block declares no input "words"'),
    ])
  })

  test('a node whose id is the path of another', () => {
    const flow = withBlocks(workflowOf({ 'b/first': 'test/text', b: 'block/twice' }), { twice })
    expect(problemsOf(flow)).toEqual([
      expect.stringContaining('nodes[0].id: "b/first" is also the path of a node in a block'),
    ])
  })

  /** Each block has the one before it `times` times. */
  const tower = (height: number, times: number): Workflow => {
    const names = Array.from({ length: times }, (_, index) => `n${index}`)
    const blocks = Array.from({ length: height }, (_, level): [string, Block] => [
      `b${level}`,
      blockOf(
        Object.fromEntries(names.map((name) => [name, level === 0 ? 'test/text' : `block/b${level - 1}`])),
        [],
        {},
      ),
    ])
    return withBlocks(workflowOf({ top: `block/b${height - 1}` }), Object.fromEntries(blocks))
  }

  test('more nodes than a workflow may have, before any is made', () => {
    // Ten to the power of 30: nothing that could be counted one by one.
    expect(expand(tower(30, 10)).problems).toEqual<Problem[]>([
      {
        code: 'cap',
        message: `with what is in its blocks there are more than ${CAPS.nodes}, and a workflow may have ${CAPS.nodes}`,
        path: ['nodes'],
      },
    ])
  })

  test('more cables than a workflow may have, by inputs that lead to several', () => {
    const many = Array.from({ length: 10 }, (_, index) => `n${index}`)
    const level = (type: string): Block =>
      blockOf(Object.fromEntries(many.map((name) => [name, type])), [], {
        inputs: { text: many.map((name) => `${name}.${type === 'test/text' ? 'text' : 'text'}`) },
      })
    const blocks = { b0: level('test/text'), b1: level('block/b0'), b2: level('block/b1') }
    const sources = Array.from({ length: 20 }, (_, index) => `s${index}`)
    const flow = workflowOf(
      {
        ...Object.fromEntries(sources.map((name) => [name, 'test/text'])),
        top: 'block/b2',
      },
      sources.map((name) => `${name}.text > top.text`),
    )
    expect(expand(withBlocks(flow, blocks)).problems.map(({ code, path }) => [code, path])).toEqual([
      ['cap', ['edges']],
    ])
  })

  test.each([
    [32, []],
    [33, ['blocks.b0']],
  ])('blocks %i deep: %j', (height) => {
    const problems = problemsOf(tower(height, 1))
    expect(problems.length).toBe(height > 32 ? 1 : 0)
    expect(problems.every((text) => text.includes('blocks may be in blocks up to 32 deep'))).toBe(true)
  })

  test('a chain of shallow blocks that is too deep together', () => {
    const flow = tower(33, 1)
    // Known by the time that it is met again: it is not measured a second time.
    const nodes = [
      { id: 'first', type: 'block/b20', position: { x: 0, y: 0 } },
      { id: 'top', type: 'block/b32', position: { x: 0, y: 0 } },
    ]
    expect(problemsOf({ ...flow, nodes })).toEqual([expect.stringContaining('up to 32 deep')])
  })
})

describe('a target', () => {
  const flow: Workflow = {
    ...workflowOf({ words: say('a'), four: 'block/fourfold', noted: 'block/noted' }, [
      'words.text > four.text',
    ]),
    blocks: {
      twice,
      fourfold,
      noted: blockOf({ one: say('b'), other: say('c') }, [], {}),
    },
  }
  const expanded = expand(flow)

  test.each<[string, readonly string[], readonly string[]]>([
    ['that is an instance stands for what makes its outputs', ['four'], ['four/again/both']],
    ['that is an instance in a block too', ['four/once'], ['four/once/both']],
    [
      'that is an instance without outputs stands for all that is in it',
      ['noted'],
      ['noted/one', 'noted/other'],
    ],
    ['that is a node stays, and so does an unknown one', ['words', 'gone'], ['words', 'gone']],
    ['is named once', ['four', 'four/again/both'], ['four/again/both']],
  ])('%s', (_, targets, nodes) => {
    expect(expandTargets(targets, expanded)).toEqual(nodes)
  })

  test('of a flat workflow stays as it is', () => {
    const flat = workflowOf({ four: say('a') })
    expect(expandTargets(['four', 'four'], expand(flat))).toEqual(['four', 'four'])
  })
})
