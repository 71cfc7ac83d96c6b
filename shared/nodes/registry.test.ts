import { expect, test } from 'vitest'
import { joinNode, textNode } from '../testing/nodeTypes.ts'
import { createRegistry } from './registry.ts'

test('node types are found by their name in files', () => {
  const registry = createRegistry([textNode, joinNode])
  expect([...registry]).toEqual([
    ['test/text', textNode],
    ['test/join', joinNode],
  ])
  expect(registry.get('toString')).toBeUndefined()
})

test('two node types of one name are refused at once, because files could mean either', () => {
  expect(() => createRegistry([textNode, joinNode, { ...joinNode, type: 'test/text' }])).toThrow(
    'two node types are named test/text',
  )
})
