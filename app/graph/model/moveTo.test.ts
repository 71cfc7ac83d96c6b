import { expect, test } from 'vitest'
import { workflowOf } from '#shared/testing/workflow.ts'
import { moveTo } from './moveTo.ts'

test('nodes and groups go to their places, in whole pixels; others are the same objects', () => {
  const plain = workflowOf({ a: 'local/text', b: 'local/text' })
  const workflow = {
    ...plain,
    groups: [{ id: 'g', position: { x: 5, y: 5 }, size: { width: 9, height: 9 } }],
  }
  const after = moveTo(
    new Map([
      ['a', { x: 10.4, y: -3.6 }],
      ['g', { x: 0, y: 0 }],
    ]),
  )(workflow)
  expect(after.nodes[0]?.position).toEqual({ x: 10, y: -4 })
  expect(after.nodes[1]).toBe(workflow.nodes[1])
  expect(after.groups?.[0]?.position).toEqual({ x: 0, y: 0 })
})

test('a move to where things are is no edit', () => {
  const workflow = workflowOf({ a: 'local/text' })
  expect(moveTo(new Map([['a', { x: 0, y: 0 }]]))(workflow)).toBe(workflow)
})
