import { expect, test } from 'vitest'
import { modeOf, type Node, seedModeOf } from './workflow.ts'

const node: Node = { id: 'n', type: 'local/text', position: { x: 0, y: 0 } }

test('a node without modes is active and has a fixed seed', () => {
  expect([modeOf(node), seedModeOf(node)]).toEqual(['active', 'fixed'])
  const other: Node = { ...node, mode: 'bypassed', seedMode: 'randomize' }
  expect([modeOf(other), seedModeOf(other)]).toEqual(['bypassed', 'randomize'])
})
