import { expect, test } from 'vitest'
import { registry } from '#nodes/registry.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { countTypes, inspected } from './inspected.ts'
import { boundWidth } from './inspectorWidth.ts'

const workflow = workflowOf({ a: 'local/seed', b: 'local/note', c: 'local/seed', d: 'acme/gone' })

test.each<[string, readonly string[], unknown]>([
  ['nothing selected: the workflow', [], { kind: 'workflow' }],
  ['one node: that node', ['a'], { kind: 'node', id: 'a' }],
  ['a node and the frame around it: that node', ['frame', 'a'], { kind: 'node', id: 'a' }],
  ['a frame alone: the workflow', ['frame'], { kind: 'workflow' }],
  ['several nodes: all of them', ['a', 'd'], { kind: 'several', ids: ['a', 'd'] }],
])('%s', (_, selected, what) => {
  expect(inspected(workflow, new Set(selected))).toEqual(what)
})

test('nodes are counted by what they are called, unknown ones by their type', () => {
  expect(countTypes(workflow, registry)).toEqual([
    ['Seed', 2],
    ['acme/gone', 1],
    ['Note', 1],
  ])
  expect(countTypes(workflow, registry, ['b', 'gone'])).toEqual([['Note', 1]])
})

test.each([
  [0, 280],
  [10_000, 640],
  [333.4, 333],
  [Number.NaN, 340],
])('a kept width of %d is one of %d', (saved, width) => {
  expect(boundWidth(saved)).toBe(width)
})
