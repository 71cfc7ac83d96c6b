import { expect, test } from 'vitest'
import { wordsOf } from './words.ts'

test('words are the same bytes, without the rest at the end', () => {
  const bytes = new Uint8Array(11)
  const words = wordsOf(bytes)
  words[1] = -1
  expect([words.length, ...bytes]).toEqual([2, 0, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0])
})

test('bytes that begin between two words have none', () => {
  expect(wordsOf(new Uint8Array(16).subarray(3)).length).toBe(0)
})
