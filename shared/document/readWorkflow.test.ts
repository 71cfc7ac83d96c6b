import { expect, test } from 'vitest'
import { formatProblem } from '../problems/problem.ts'
import { emptyWorkflow } from './defaults.ts'
import { readWorkflow } from './readWorkflow.ts'
import { CAPS } from './workflow.ts'

const node = { id: 'n', type: 'local/text', position: { x: 0, y: 0 } }
const edge = { id: 'e', from: { node: 'n', port: 'text' }, to: { node: 'n', port: 'text' } }
const group = { id: 'g', position: { x: 0, y: 0 }, size: { width: 9, height: 9 } }
const file = (parts: object): string => JSON.stringify({ ...emptyWorkflow(), ...parts })

/** Why a file is refused, one line per problem; or that it opened, and with which notices. */
function outcome(source: string | Uint8Array): string[] {
  const read = readWorkflow(source)
  return read.ok ? ['opened', ...read.notices.map(formatProblem)] : read.problems.map(formatProblem)
}

test.each<[string, string, string[]]>([
  ['an empty file', ' \n', ['the file is empty']],
  ['no JSON', '{\n  "format": nope\n}', ['this is not JSON: line 2, column 13: "nope" is not a JSON value']],
  [
    'a file that is cut off',
    '{"a":\n',
    ['this is not JSON: line 2, column 1: the text ends here, in the middle'],
  ],
  ['NaN', '{"a": NaN}', ['this is not JSON: line 1, column 7: "NaN" is not a JSON value']],
  ['a list', '[]', ['a workflow file must be an object']],
  ['null', 'null', ['a workflow file must be an object']],
  ['another format', '{"format": "x"}', ['format: must be "patchbay/workflow", as in all our workflows']],
  ['no version', '{"format": "patchbay/workflow"}', ['version: is missing']],
  ['half a version', file({ version: 1.5 }), ['version: must be a whole number']],
  ['a version in words', file({ version: '1' }), ['version: must be a whole number']],
  [
    'a version before the first',
    file({ version: 0 }),
    ['version: 0 is not a version that this program can read'],
  ],
  ['1e999', file({ a: 0 }).replace('"a":0', '"a":1e999'), ['a: this number is too large to be saved']],
  [
    'too many nodes',
    file({ nodes: Array(5001).fill(0) }),
    ['nodes: there are 5001, and a workflow may have 5000'],
  ],
  [
    'too many edges',
    file({ edges: Array(15_001).fill(0) }),
    ['edges: there are 15001, and a workflow may have 15000'],
  ],
])('refuses %s', (_, text, expected) => {
  expect(outcome(text)).toEqual(expected)
})

test.each<[string, object, string[]]>([
  ['no nodes', { nodes: undefined }, ['nodes: is missing']],
  ['nodes that are no list', { nodes: {} }, ['nodes: must be a list']],
  ['a node that is no object', { nodes: [node, 7] }, ['nodes[1]: must be an object']],
  ['a node without an id', { nodes: [{ ...node, id: undefined }] }, ['nodes[0].id: is missing']],
  ['an empty id', { nodes: [{ ...node, id: '' }] }, ['nodes[0].id: must not be empty']],
  [
    'a long id',
    { nodes: [{ ...node, id: 'x'.repeat(201) }] },
    ['nodes[0].id: must have at most 200 characters'],
  ],
  [
    'a forbidden id',
    { nodes: [{ ...node, id: '__proto__' }] },
    ['nodes[0].id: is a name that no file may use'],
  ],
  [
    'a place in words',
    { nodes: [{ ...node, position: { x: '0' } }] },
    ['nodes[0].position.x: must be a number', 'nodes[0].position.y: is missing'],
  ],
  ['values in a list', { nodes: [{ ...node, values: [] }] }, ['nodes[0].values: must be an object']],
  [
    'an unknown mode',
    { nodes: [{ ...node, mode: 'x' }] },
    ['nodes[0].mode: must be "active" or "muted" or "bypassed"'],
  ],
  ['a title in numbers', { nodes: [{ ...node, title: 1 }] }, ['nodes[0].title: must be text']],
  [
    'collapsed in words',
    { nodes: [{ ...node, collapsed: 'no' }] },
    ['nodes[0].collapsed: must be true or false'],
  ],
  ['an edge to nowhere', { edges: [{ ...edge, to: null }] }, ['edges[0].to: must be an object']],
  [
    'an edge to a forbidden port',
    { edges: [{ ...edge, to: { node: 'n', port: 'constructor' } }] },
    ['edges[0].to.port: is a name that no file may use'],
  ],
  ['a group without a size', { groups: [{ ...group, size: undefined }] }, ['groups[0].size: is missing']],
  ['groups in an object', { groups: {} }, ['groups: must be a list']],
  ['blocks in a list', { blocks: [] }, ['blocks: must be an object']],
  ['a block that is none', { blocks: { b: 1 } }, ['blocks.b: must be an object']],
  [
    'a block without its interface, with a node without a type',
    { blocks: { b: { nodes: [{ ...node, type: undefined }], edges: [edge] } } },
    ['blocks.b.interface: is missing', 'blocks.b.nodes[0].type: is missing'],
  ],
  ['no zoom', { viewport: { x: 0, y: 0, zoom: 0 } }, ['viewport.zoom: must be above 0']],
])('refuses %s and names the place', (_, parts, expected) => {
  expect(outcome(file(parts))).toEqual(expected)
})

test('a problem at a node carries its id, and the port where it is at a value', () => {
  expect(readWorkflow(file({ nodes: [node, { ...node, id: 'second', mode: 1 }] }))).toEqual({
    ok: false,
    problems: [
      {
        code: 'shape',
        message: 'must be "active" or "muted" or "bypassed"',
        path: ['nodes', 1, 'mode'],
        node: 'second',
      },
    ],
  })
})

test('as many nodes as the cap are read', () => {
  const nodes = Array.from({ length: CAPS.nodes }, (_, index) => ({ ...node, id: `${index}` }))
  expect(outcome(file({ nodes }))).toEqual(['opened'])
})

test('a file with more objects and lists than the cap is refused before it is parsed', () => {
  expect(outcome(`{"a":[${'[],'.repeat(CAPS.containers)}1]}`)).toEqual([
    `a workflow file may have ${CAPS.containers} objects and lists; this one has more`,
  ])
})

test('of many problems, fifty are listed', () => {
  const listed = outcome(file({ nodes: Array(5000).fill(1) }))
  expect([listed.length, listed[49], listed[50]]).toEqual([
    51,
    'nodes[49]: must be an object',
    'and 4950 more',
  ])
})

test('a workflow is read as it is in the file: in its order, with unknown fields, and without defaults', () => {
  const text = JSON.stringify({
    mine: { b: 1, a: [null, { nodes: 1 }] },
    edges: [{ ...edge, curve: 'straight' }],
    nodes: [{ type: 'another/program', position: { z: 1, y: 2, x: 3 }, id: 'n', values: { b: 1, a: 2 } }],
    version: 1,
    groups: [{ ...group, locked: true }],
    format: 'patchbay/workflow',
    name: '灯台 🗼',
  })
  const read = readWorkflow(new TextEncoder().encode(text))
  expect(read.ok && JSON.stringify(read.workflow)).toBe(text)
  expect(read).toMatchObject({ ok: true, readOnly: false, notices: [] })
})

test('a number that loses precision opens with a notice', () => {
  const nodes = [{ ...node, values: { seed: 'SEED', strength: 0.5, big: 1e300 } }]
  const text = file({ nodes }).replace('"SEED"', '18446744073709551615')
  expect(readWorkflow(text)).toEqual({
    ok: true,
    readOnly: false,
    workflow: {
      ...emptyWorkflow(),
      nodes: [{ ...node, values: { seed: 2 ** 64, strength: 0.5, big: 1e300 } }],
    },
    notices: [
      {
        code: 'number',
        message: '18446744073709551615 cannot be saved exactly: it is read as 18446744073709552000',
        path: ['nodes', 0, 'values', 'seed'],
        node: 'n',
        port: 'seed',
      },
    ],
  })
})

test('a long number is shown by its first digits', () => {
  expect(outcome(file({ a: 0 }).replace('"a":0', `"a":${'7'.repeat(300)}`))).toEqual([
    'opened',
    `a: ${'7'.repeat(40)}… cannot be saved exactly: it is read as ${Number('7'.repeat(300))}`,
  ])
})

const newer =
  'version: 2 is newer than this program, which knows 1: the file opens to look at, not to run or save'

test('a newer file opens read-only, with all that is understood of it', () => {
  const understood = {
    format: 'patchbay/workflow',
    version: 2,
    nodes: [{ ...node, shape: 'round' }],
    edges: [edge],
    groups: [group],
    views: [],
  }
  expect(readWorkflow(JSON.stringify(understood))).toEqual({
    ok: true,
    readOnly: true,
    workflow: understood,
    notices: [{ code: 'newer', message: newer.slice(9), path: ['version'] }],
  })
})

test('what is not understood of a newer file is left out of what is shown, and named', () => {
  const read = readWorkflow(
    file({
      version: 2,
      name: { en: 'Lighthouse' },
      nodes: [node, { ...node, id: 'm', mode: 'dreaming', size: [1, 2], mine: 1 }],
      edges: [edge],
      groups: [{ id: 'g', around: ['n'] }, group],
      viewport: { x: 0, y: 0, zoom: 'fit' },
    }),
  )
  expect(read.ok && read.workflow).toEqual({
    format: 'patchbay/workflow',
    version: 2,
    nodes: [node, { ...node, id: 'm', mine: 1 }],
    edges: [edge],
    groups: [group],
  })
  expect(read.ok && read.notices.map(formatProblem)).toEqual([
    newer,
    'name: is not understood here and left out',
    'viewport: is not understood here and left out',
    'nodes[1].mode: is not understood here and left out',
    'nodes[1].size: is not understood here and left out',
    'groups[0]: is not understood here and left out',
  ])
})

test('of a newer file, blocks of another kind are left out', () => {
  const block = { nodes: [node], edges: [], interface: { inputs: {}, outputs: {} } }
  const read = readWorkflow(file({ version: 2, blocks: { one: block, other: { steps: [] } } }))
  expect(read.ok && read.workflow.blocks).toEqual({ one: block })
  expect(read.ok && read.notices.map(formatProblem)).toEqual([
    newer,
    'blocks.other: is not understood here and left out',
  ])
})

test('a newer file without groups is given none, and groups of another kind are left out', () => {
  const read = readWorkflow(file({ version: 2 }))
  expect(read.ok && Object.keys(read.workflow)).toEqual(['format', 'version', 'nodes', 'edges'])
  const other = readWorkflow(file({ version: 2, groups: {} }))
  expect(other.ok && Object.keys(other.workflow)).toEqual(['format', 'version', 'nodes', 'edges'])
})

test('a newer file whose nodes or edges are of another kind does not open, and says that it is newer', () => {
  expect(outcome(file({ version: 2, nodes: [{ ...node, position: [0, 0] }], edges: {} }))).toEqual([
    newer,
    'edges: must be a list',
    'nodes[0].position: must be an object',
  ])
})
