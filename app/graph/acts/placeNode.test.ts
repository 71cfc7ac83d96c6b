import { expect, test } from 'vitest'
import { localType } from '../../state/catalogue/catalogue.ts'
import { makeNode } from './placeNode.ts'

test.each([
  ['local/seed', 'randomize'],
  ['local/join-text', undefined],
])('a new node of the type %s has the seed mode %s', (name, mode) => {
  const type = localType(name)
  expect(type && makeNode(type, { x: 0, y: 0 }).seedMode).toBe(mode)
})
