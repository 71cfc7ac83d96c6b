import { expect, test } from 'vitest'
import { workflowOf } from '../testing/workflow.ts'
import { connect } from './edits/edges.ts'
import { moveNodes, removeNodes, setValue } from './edits/nodes.ts'
import { addGroup } from './edits/groups.ts'
import { renameWorkflow, setViewport } from './edits/workflow.ts'
import { applyChange, changeBetween, WorkflowChange } from './workflowChange.ts'
import { writeWorkflow } from './writeWorkflow.ts'

const before = workflowOf(
  { a: 'test/text', b: 'test/text', c: 'test/text', d: 'test/text' },
  ['a.text > b.text', 'b.text > c.text'],
  'Harbour',
)

/** As it is after the transfer to the host. */
const sent = (change: WorkflowChange): WorkflowChange =>
  WorkflowChange.parse(JSON.parse(JSON.stringify(change)))

test.each([
  ['nothing', before],
  ['a value', setValue('b', 'text', 'words')(before)],
  ['the first and the last node', moveNodes(['a', 'd'], { dx: 1, dy: 2 })(before)],
  ['a node that is removed with its cables', removeNodes(['b'])(before)],
  ['all nodes', removeNodes(['a', 'b', 'c', 'd'])(before)],
  [
    'a node and a cable that are added',
    connect({ id: 'e', from: { node: 'c', port: 'text' }, to: { node: 'd', port: 'text' } })({
      ...before,
      nodes: [{ id: 'x', type: 'y', position: { x: 0, y: 0 } }, ...before.nodes],
    }),
  ],
  ['another order', { ...before, nodes: before.nodes.toReversed() }],
  ['the name', renameWorkflow('Port')(before)],
  ['no name', renameWorkflow(null)(before)],
  ['what is in view', setViewport({ x: 1, y: 2, zoom: 1 })(before)],
  ['a group', addGroup({ id: 'g', position: { x: 0, y: 0 }, size: { width: 1, height: 1 } })(before)],
  ['a field that is not known, before all others', { more: { deep: [1] }, ...before }],
])('a change of %s, applied elsewhere, gives the same text', (_, after) => {
  const again = applyChange(before, sent(changeBetween(before, after)))
  expect(again === null ? null : writeWorkflow(again)).toBe(writeWorkflow(after))
})

test('a change contains only what was changed', () => {
  const nodes = Array.from({ length: 1000 }, (_, index) => ({
    id: `n${index}`,
    type: 'test/text',
    position: { x: 0, y: 0 },
  }))
  const large = { ...before, nodes }
  expect(changeBetween(large, setValue('n500', 'text', 'words')(large))).toEqual({
    nodes: [{ at: 500, remove: 1, add: [{ ...nodes[500], values: { text: 'words' } }] }],
    edges: [],
  })
})

test.each([
  { nodes: [{ at: 4, remove: 1, add: [] }], edges: [] },
  { nodes: [], edges: [{ at: 3, remove: 0, add: [] }] },
  { nodes: [], edges: [], fields: { name: 'Port' } },
  {
    nodes: [
      { at: 2, remove: 1, add: [] },
      { at: 0, remove: 1, add: [] },
    ],
    edges: [],
  },
  {
    nodes: [
      { at: 0, remove: 2, add: [] },
      { at: 1, remove: 1, add: [] },
    ],
    edges: [],
  },
])('a change that does not match is refused: %j', (change) => {
  expect(applyChange(before, change)).toBeNull()
})

test('a change can add more items than a call takes arguments', () => {
  const add = Array.from({ length: 200_000 }, (_, index) => ({ id: `e${index}` }))
  const changed = applyChange(before, { nodes: [], edges: [{ at: 1, remove: 0, add }] })
  expect(changed?.edges.length).toBe(200_002)
  expect([0, 1, 200_000, 200_001].map((at) => changed?.edges[at]?.id)).toEqual(['e0', 'e0', 'e199999', 'e1'])
})
