import { expect, test } from 'vitest'
import { publishedType } from '#shared/catalogue/publishedType.ts'
import { createRegistry } from '#shared/nodes/registry.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { readFragment, writeFragment } from './clipboardText.ts'

test('what is copied comes back as it was', () => {
  const { nodes, edges } = workflowOf({ a: 'local/text', b: 'local/preview' }, ['a.text > b.value'])
  expect(readFragment(writeFragment({ nodes, edges }, createRegistry([])))).toMatchObject({ nodes, edges })
})

test('what is copied carries the endpoints of its nodes, for a window that does not know them', () => {
  const endpoint = {
    engine: 'acme',
    modelId: 'paint/a',
    title: 'Paint',
    category: 'Image',
    input: {},
    outputs: ['image' as const],
  }
  const sha256 = 'a'.repeat(64)
  const registry = createRegistry([], [publishedType({ sha256, endpoint })])
  const { nodes, edges } = workflowOf({ a: 'acme/paint/a', b: 'local/text' })
  const read = readFragment(writeFragment({ nodes, edges }, registry))
  expect(read?.schemas).toEqual({ [sha256]: endpoint })
  // A window that knows none of them passes on what it was given.
  expect(readFragment(writeFragment(read ?? { nodes, edges }, createRegistry([])))).toEqual(read)
})

test.each(['', 'a shopping list', '{"format":"other"}', '{', '[1]'])('%o is no workflow', (text) => {
  expect(readFragment(text)).toBe(null)
})
