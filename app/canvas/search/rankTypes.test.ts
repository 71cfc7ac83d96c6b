import { expect, test } from 'vitest'
import { nodeTypes } from '#nodes/registry.ts'
import { rankTypes } from './rankTypes.ts'

const first = (words: string): string | undefined => rankTypes(nodeTypes, words)[0]?.type

test.each([
  ['crop', 'local/crop'],
  ['inpaint', 'runcomfy/tongyi-mai/z-image/turbo/inpainting'],
  ['contrlnet', 'runcomfy/tongyi-mai/z-image/turbo/controlnet/lora'],
  ['export', 'local/save-image'],
])('%s finds %s', (words, type) => {
  expect(first(words)).toBe(type)
})

test('without words every node type is offered', () => {
  expect(rankTypes(nodeTypes, ' ')).toBe(nodeTypes)
})
