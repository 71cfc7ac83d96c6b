import { expect, test } from 'vitest'
import { registry } from '#nodes/registry.ts'
import { moveNodes, setValue } from '#shared/document/edits/nodes.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import type { CanvasState } from './flowNodes.ts'
import { createFlowNodes } from './flowNodes.ts'

const workflow = workflowOf({ a: 'local/text', b: 'local/preview', c: 'local/note', d: 'unknown/thing' }, [
  'a.text > b.value',
])
const canvasStateOf = (of: Workflow): CanvasState => ({
  tab: 't',
  workflow: of,
  registry,
  selected: new Set(),
  steps: {},
  results: {},
  more: new Set(),
  drag: null,
})

test('nodes come with their sizes and ports, so that nothing needs to be measured', () => {
  const [, preview] = createFlowNodes()(canvasStateOf(workflow))
  expect(preview).toMatchObject({
    id: 'b',
    type: 'card',
    width: 280,
    height: 76,
    measured: { width: 280, height: 76 },
    handles: [
      { id: 'value', type: 'target', position: 'left', x: -6, y: 50, width: 12, height: 12 },
      { id: 'value', type: 'source', position: 'right', x: 274, y: 50, width: 12, height: 12 },
    ],
  })
})

test('a note is a note, and an unknown type a card like others', () => {
  expect(createFlowNodes()(canvasStateOf(workflow)).map(({ type }) => type)).toEqual([
    'card',
    'card',
    'note',
    'card',
  ])
})

test('what is drawn as before is the same list', () => {
  const build = createFlowNodes()
  const before = build(canvasStateOf(workflow))
  expect(build(canvasStateOf({ ...workflow, nodes: [...workflow.nodes] }))).toBe(before)
  expect(build(canvasStateOf(setValue('a', 'text', 'one more word')(workflow)))).toBe(before)
})

test('an act on one node makes a new object of that node alone, and keeps its data', () => {
  const build = createFlowNodes()
  const before = build(canvasStateOf(workflow))
  const after = build(canvasStateOf(moveNodes(['b'], { dx: 8, dy: 0 })(workflow)))
  expect(after.map((node, index) => node === before[index])).toEqual([true, false, true, true])
  expect(after[1]?.data).toBe(before[1]?.data)
  expect(after[1]?.position).toEqual({ x: 8, y: 0 })
})

test('a picture makes its card higher, and only it', () => {
  const build = createFlowNodes()
  const before = build(canvasStateOf(workflow))
  const media = {
    media: 'image' as const,
    sha256: 'a'.repeat(64),
    mime: 'image/png',
    bytes: 1,
    width: 560,
    height: 280,
  }
  const done = {
    phase: 'done' as const,
    startedAt: 0,
    finishedAt: 1,
    outputs: { value: media },
    reused: false,
    cost: null,
  }
  const after = build({ ...canvasStateOf(workflow), results: { b: done } })
  expect(after.map((node, index) => (node.height ?? 0) - (before[index]?.height ?? 0))).toEqual([
    0,
    140 + 28,
    0,
    0,
  ])
})

test('while nodes are dragged they are where the drag has them', () => {
  const [text] = createFlowNodes()({ ...canvasStateOf(workflow), drag: new Map([['a', { x: 5, y: 6 }]]) })
  expect(text?.position).toEqual({ x: 5, y: 6 })
})

test('of two nodes with one id the first is drawn', () => {
  const [node] = workflow.nodes
  if (node === undefined) throw new Error('the workflow has nodes')
  expect(createFlowNodes()(canvasStateOf({ ...workflow, nodes: [node, node] }))).toHaveLength(1)
})
