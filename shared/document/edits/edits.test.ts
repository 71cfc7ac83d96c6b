import { expect, test } from 'vitest'
import * as fc from 'fast-check'
import { readWorkflow } from '../readWorkflow.ts'
import { FORMAT, type Edge, type Group, type Node, VERSION, type Workflow } from '../workflow.ts'
import { writeWorkflow } from '../writeWorkflow.ts'
import { connect, disconnect, disconnectInput } from './edges.ts'
import type { Edit } from './edit.ts'
import { addGroup, changeGroup, moveGroups, removeGroups } from './groups.ts'
import {
  addNodes,
  moveNodes,
  removeNodes,
  resetValue,
  resizeNode,
  setCollapsed,
  setAllOrNothing,
  setMode,
  setSeedMode,
  pinVersion,
  setTitle,
  setValue,
} from './nodes.ts'
import { renameWorkflow, setViewport } from './workflow.ts'

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(freeze)
  return value
}

const text: Node = {
  id: 'text',
  type: 'local/text',
  position: { x: 0, y: 0, z: 1 },
  values: { text: 'fog' },
  mine: 1,
}
const model: Node = {
  id: 'model',
  type: 'endpoint/example/model',
  position: { x: 300, y: 0 },
  values: { seed: 7, strength: 0.5 },
  title: 'Model',
  mode: 'muted',
  seedMode: 'increment',
  collapsed: true,
  size: { width: 320, height: 200, mine: 2 },
}
const save: Node = { id: 'save', type: 'local/save', position: { x: 600, y: 0 } }
const prompt: Edge = {
  id: 'e1',
  from: { node: 'text', port: 'text' },
  to: { node: 'model', port: 'prompt' },
  mine: 3,
}
const image: Edge = { id: 'e2', from: { node: 'model', port: 'image' }, to: { node: 'save', port: 'image' } }
const group: Group = {
  id: 'g1',
  title: 'Inputs',
  position: { x: 0, y: 0 },
  size: { width: 9, height: 9 },
  mine: 4,
}

/** Deeply frozen: an edit that mutates it throws. */
const workflow: Workflow = freeze({
  format: FORMAT,
  version: VERSION,
  mine: { kept: true },
  nodes: [text, model, save],
  edges: [prompt, image],
  groups: [group],
})
const bare: Workflow = freeze({ format: FORMAT, version: VERSION, nodes: [], edges: [] })

const itemsOf = ({ nodes, edges, groups = [] }: Workflow): object[] => [...nodes, ...edges, ...groups]

const other: Node = { id: 'other', type: 'local/note', position: { x: 0, y: 0 } }
const rewired: Edge = {
  id: 'e3',
  from: { node: 'save', port: 'path' },
  to: { node: 'model', port: 'prompt' },
}
const { title: _title, ...untitled } = model
const { mode: _mode, ...active } = model
const { seedMode: _seedMode, ...fixed } = model
const { collapsed: _collapsed, ...open } = model

test.each<[string, Edit, Partial<Workflow>]>([
  ['adds nodes at the end', addNodes([other]), { nodes: [text, model, save, other] }],
  ['removes a node with its edges', removeNodes(['save']), { nodes: [text, model], edges: [prompt] }],
  ['removes nodes with the edges between them', removeNodes(['text', 'model']), { nodes: [save], edges: [] }],
  [
    'moves nodes',
    moveNodes(['text', 'save'], { dx: 10, dy: -5 }),
    {
      nodes: [{ ...text, position: { x: 10, y: -5, z: 1 } }, model, { ...save, position: { x: 610, y: -5 } }],
    },
  ],
  [
    'resizes a node',
    resizeNode('model', { width: 320, height: 300 }),
    { nodes: [text, { ...model, size: { width: 320, height: 300, mine: 2 } }, save] },
  ],
  [
    'gives a node its first size',
    resizeNode('save', { width: 1, height: 2 }),
    { nodes: [text, model, { ...save, size: { width: 1, height: 2 } }] },
  ],
  [
    'sets a value where another was',
    setValue('model', 'seed', 8),
    { nodes: [text, { ...model, values: { seed: 8, strength: 0.5 } }, save] },
  ],
  [
    'sets the first value of a node',
    setValue('save', 'name', null),
    { nodes: [text, model, { ...save, values: { name: null } }] },
  ],
  [
    'resets a value',
    resetValue('model', 'seed'),
    { nodes: [text, { ...model, values: { strength: 0.5 } }, save] },
  ],
  ['mutes nodes', setMode(['text', 'model'], 'muted'), { nodes: [{ ...text, mode: 'muted' }, model, save] }],
  [
    'sets a node to all or nothing',
    setAllOrNothing(['text'], true),
    { nodes: [{ ...text, allOrNothing: true }, model, save] },
  ],
  ['makes a node active by taking its mode', setMode(['model'], 'active'), { nodes: [text, active, save] }],
  [
    'sets what becomes of a seed',
    setSeedMode('model', 'randomize'),
    { nodes: [text, { ...model, seedMode: 'randomize' }, save] },
  ],
  ['fixes a seed by taking its mode', setSeedMode('model', 'fixed'), { nodes: [text, fixed, save] }],
  ['titles a node', setTitle('text', 'Fog'), { nodes: [{ ...text, title: 'Fog' }, model, save] }],
  ["gives a node its type's title again", setTitle('model', null), { nodes: [text, untitled, save] }],
  [
    'collapses nodes',
    setCollapsed(['text', 'model'], true),
    { nodes: [{ ...text, collapsed: true }, model, save] },
  ],
  ['unfolds a node', setCollapsed(['model'], false), { nodes: [text, open, save] }],
  [
    'lays an edge into a free input',
    connect({ ...rewired, to: { node: 'text', port: 'text' } }),
    { edges: [prompt, image, { ...rewired, to: { node: 'text', port: 'text' } }] },
  ],
  ['lays an edge in place of the one in the input', connect(rewired), { edges: [rewired, image] }],
  [
    'draws the end of an edge elsewhere',
    connect({ ...image, to: { node: 'model', port: 'prompt' } }),
    { edges: [{ ...image, to: { node: 'model', port: 'prompt' } }] },
  ],
  [
    'draws an edge onto ports that are connected by another',
    connect({ ...image, from: prompt.from, to: prompt.to }),
    { edges: [{ ...image, from: prompt.from, to: prompt.to }] },
  ],
  ['removes edges', disconnect(['e1']), { edges: [image] }],
  ['frees an input', disconnectInput('save', 'image'), { edges: [prompt] }],
  ['adds a group', addGroup({ ...group, id: 'g2' }), { groups: [group, { ...group, id: 'g2' }] }],
  [
    'removes one of two groups',
    (all) => removeGroups(['g1'])(addGroup({ ...group, id: 'g2' })(all)),
    { groups: [{ ...group, id: 'g2' }] },
  ],
  ['changes a group', changeGroup('g1', { title: 'Outputs' }), { groups: [{ ...group, title: 'Outputs' }] }],
  [
    'moves a group',
    moveGroups(['g1'], { dx: 1, dy: 2 }),
    { groups: [{ ...group, position: { x: 1, y: 2 } }] },
  ],
  ['renames the workflow', renameWorkflow('Fog'), { name: 'Fog' }],
  ['looks elsewhere', setViewport({ x: 1, y: 2, zoom: 0.5 }), { viewport: { x: 1, y: 2, zoom: 0.5 } }],
])('%s, and keeps all else as the same objects', (_, edit, changed) => {
  const next = edit(workflow)
  expect(next).toStrictEqual({ ...workflow, ...changed })
  expect(next).not.toBe(workflow)
  const lists = ['nodes', 'edges', 'groups', 'mine'] as const
  expect(lists.filter((key) => next[key] === workflow[key])).toEqual(lists.filter((key) => !(key in changed)))
  const before = itemsOf(workflow)
  const texts = new Set(before.map((item) => JSON.stringify(item)))
  expect(itemsOf(next).filter((item) => before.includes(item))).toEqual(
    itemsOf(next).filter((item) => texts.has(JSON.stringify(item))),
  )
})

test.each<[string, Edit]>([
  ['adding nothing', addNodes([])],
  ['removing what is not there', removeNodes(['nobody'])],
  ['moving what is not there', moveNodes(['nobody'], { dx: 1, dy: 1 })],
  ['moving nowhere', moveNodes(['text'], { dx: 0, dy: 0 })],
  ['the same size', resizeNode('model', { width: 320, height: 200 })],
  ['the same value', setValue('model', 'seed', 7)],
  ['a value that no file can hold', setValue('model', '__proto__', { polluted: 1 })],
  ['resetting what has no value', resetValue('model', 'prompt')],
  ['resetting what has no values', resetValue('save', 'name')],
  ['resetting an input that is called like what every object has', resetValue('model', 'toString')],
  ['the same mode', setMode(['model'], 'muted')],
  ['making an active node active', setMode(['text'], 'active')],
  ['a node that is not all or nothing', setAllOrNothing(['text'], false)],
  ['fixing a fixed seed', setSeedMode('text', 'fixed')],
  ['the same title', setTitle('model', 'Model')],
  ['no title where there is none', setTitle('text', null)],
  ['unfolding what is unfolded', setCollapsed(['text'], false)],
  ['connecting what is connected', connect({ ...prompt, id: 'e9' })],
  ['removing edges that are not there', disconnect(['e9'])],
  ['freeing a free input', disconnectInput('text', 'text')],
  ['removing groups that are not there', removeGroups(['g9'])],
  ['the same group', changeGroup('g1', { title: 'Inputs' })],
  ['moving a group nowhere', moveGroups(['g1'], { dx: 0, dy: 0 })],
  ['no name where there is none', renameWorkflow(null)],
  ['the same size of a group', changeGroup('g1', { size: { width: 9, height: 9 } })],
])('%s gives back the workflow itself', (_, edit) => {
  expect(edit(workflow)).toBe(workflow)
})

test.each<[string, Edit]>([
  ['removing', removeGroups(['g1'])],
  ['changing', changeGroup('g1', { title: 'x' })],
  ['moving', moveGroups(['g1'], { dx: 1, dy: 1 })],
])('%s a group does nothing to a workflow without groups', (_, edit) => {
  expect(edit(bare)).toBe(bare)
})

test('a first group makes the list of groups', () => {
  expect(addGroup(group)(bare)).toStrictEqual({ ...bare, groups: [group] })
})

test('a field that was set and removed again leaves no trace in the file', () => {
  const there = setMode(['text'], 'muted')(setTitle('save', 'Save')(renameWorkflow('x')(workflow)))
  const back = setMode(['text'], 'active')(setTitle('save', null)(renameWorkflow(null)(there)))
  expect(writeWorkflow(back)).toBe(writeWorkflow(workflow))
})

test.each<[string, Workflow, Edit, Edit]>([
  ['the first value of a node', workflow, setValue('save', 'name', 'x'), resetValue('save', 'name')],
  ['the first group', bare, addGroup(group), removeGroups(['g1'])],
  ['a title', workflow, setTitle('save', 'Save'), setTitle('save', null)],
  ['a mode', workflow, setMode(['save'], 'bypassed'), setMode(['save'], 'active')],
  ['all or nothing', workflow, setAllOrNothing(['save'], true), setAllOrNothing(['save'], false)],
  ['what becomes of a seed', workflow, setSeedMode('save', 'randomize'), setSeedMode('save', 'fixed')],
  ['folding', workflow, setCollapsed(['save'], true), setCollapsed(['save'], false)],
  ['a pinned version', workflow, pinVersion('save', { outputs: {} }), pinVersion('save', null)],
  ['a node', workflow, addNodes([other]), removeNodes(['other'])],
  ['a cable', workflow, connect({ ...rewired, to: { node: 'text', port: 'text' } }), disconnect(['e3'])],
])('%s that is set and removed again leaves the file as it was', (_, from, set, reset) => {
  expect(writeWorkflow(reset(set(from)))).toBe(writeWorkflow(from))
})

test('a cable whose id another has takes its place, also where a third joins the same ports', () => {
  const [a, b] = [prompt, { ...prompt, id: 'e0', to: { node: 'model', port: 'second' } }]
  const { edges } = connect({ ...b, to: a.to })({ ...workflow, edges: [a, b] })
  expect(edges).toEqual([{ ...b, to: a.to }])
})

test('unknown fields survive in the view, and in the position and size of a group', () => {
  const framed = { ...group, position: { x: 0, y: 0, z: 1 }, size: { width: 9, height: 9, depth: 2 } }
  const there = { ...workflow, groups: [framed], viewport: { x: 0, y: 0, zoom: 1, turned: 3 } }
  const edited = setViewport({ x: 5, y: 6, zoom: 2 })(
    changeGroup('g1', { position: { x: 1, y: 2 }, size: { width: 3, height: 4 } })(there),
  )
  expect(edited.viewport).toEqual({ x: 5, y: 6, zoom: 2, turned: 3 })
  expect(edited.groups).toEqual([
    { ...framed, position: { x: 1, y: 2, z: 1 }, size: { width: 3, height: 4, depth: 2 } },
  ])
})

test('after any edits the workflow can be written, opens again and still has its unknown fields', () => {
  const id = fc.constantFrom('text', 'model', 'save', 'g1', 'nobody')
  const ids = fc.uniqueArray(id)
  const by = fc.record({ dx: fc.integer({ min: -9, max: 9 }), dy: fc.integer({ min: -9, max: 9 }) })
  const port = fc.constantFrom('prompt', 'seed', 'image', '__proto__', 'constructor')
  const ref = fc.record({ node: fc.constantFrom('text', 'model', 'save'), port: fc.constantFrom('a', 'b') })
  const edit: fc.Arbitrary<Edit> = fc.oneof(
    ids.map(removeNodes),
    fc.tuple(ids, by).map(([some, distance]) => moveNodes(some, distance)),
    fc.tuple(id, port, fc.integer()).map(([one, name, value]) => setValue(one, name, value)),
    fc.tuple(id, port).map(([one, name]) => resetValue(one, name)),
    fc.tuple(ids, fc.constantFrom('active', 'muted', 'bypassed')).map(([some, mode]) => setMode(some, mode)),
    fc.tuple(ids, fc.boolean()).map(([some, collapsed]) => setCollapsed(some, collapsed)),
    fc
      .tuple(ref, ref, fc.constantFrom('e1', 'e2', 'e3'))
      .map(([from, to, edge]) => connect({ id: edge, from, to })),
    fc.tuple(ids, by).map(([some, distance]) => moveGroups(some, distance)),
    id.map((one) => removeGroups([one])),
  )
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 12 }), (edits) => {
      const edited = edits.reduce<Workflow>((current, next) => freeze(next(current)), workflow)
      const read = readWorkflow(writeWorkflow(edited))
      expect(read).toEqual({ ok: true, readOnly: false, notices: [], workflow: edited })
      expect(edited['mine']).toBe(workflow['mine'])
      for (const node of edited.nodes) expect(node['mine']).toBe(node.id === 'text' ? 1 : undefined)
      const inputs = edited.edges.map(({ to }) => `${to.node}.${to.port}`)
      expect(new Set(inputs).size).toBe(inputs.length)
    }),
    { numRuns: 300 },
  )
})
