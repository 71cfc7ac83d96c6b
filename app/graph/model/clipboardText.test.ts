import { expect, test } from 'vitest'
import { workflowOf } from '#shared/testing/workflow.ts'
import { readFragment, writeFragment } from './clipboardText.ts'

test('what is copied comes back as it was', () => {
  const { nodes, edges } = workflowOf({ a: 'local/text', b: 'local/preview' }, ['a.text > b.value'])
  expect(readFragment(writeFragment({ nodes, edges }))).toMatchObject({ nodes, edges })
})

test.each(['', 'a shopping list', '{"format":"other"}', '{', '[1]'])('%o is no workflow', (text) => {
  expect(readFragment(text)).toBe(null)
})
