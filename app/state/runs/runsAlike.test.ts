import { expect, test } from 'vitest'
import { setValue } from '#shared/document/edits/nodes.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { runsAlike } from './runsAlike.ts'

const before = workflowOf({ a: 'test/text', b: 'test/text' }, ['a.text > b.text'])
const withNode = (change: Partial<Workflow['nodes'][number]>): Workflow => ({
  ...before,
  nodes: before.nodes.map((node) => (node.id === 'a' ? { ...node, ...change } : node)),
})

test.each<[string, Workflow, boolean]>([
  ['a moved node', withNode({ position: { x: 9, y: 9 } }), true],
  ['a resized and collapsed node', withNode({ size: { width: 9, height: 9 }, collapsed: true }), true],
  ['another name', { ...before, name: 'Other' }, true],
  ['another text', setValue('a', 'text', 'other')(before), false],
  ['a muted node', withNode({ mode: 'muted' }), false],
  ['a cable less', { ...before, edges: [] }, false],
  ['a node less', { ...before, nodes: before.nodes.slice(1) }, false],
])('with %s a run does the same: %s', (_, after, expected) => {
  expect(runsAlike(before, after)).toBe(expected)
})
