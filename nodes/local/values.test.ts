import { expect, test } from 'vitest'
import boolean from './boolean.ts'
import integer from './integer.ts'
import note from './note.ts'
import number from './number.ts'
import preview from './preview.ts'
import seed from './seed.ts'
import { createBench } from './testing/runNode.ts'
import text from './text.ts'

test.each([
  [text, { text: 'a boat' }],
  [number, { number: 0.5 }],
  [integer, { integer: 7 }],
  [boolean, { boolean: true }],
  [seed, { seed: 42 }],
  [preview, { value: ['anything', 1] }],
])('$type passes on what it is given', async (type, values) => {
  expect(await createBench().run(type, values)).toEqual(values)
})

test.each([
  [text, { text: '' }],
  [number, { number: 0 }],
  [integer, { integer: 0 }],
  [boolean, { boolean: false }],
  [seed, { seed: 0 }],
])('$type has a value from the start', async (type, values) => {
  expect(await createBench().run(type, {})).toEqual(values)
})

test('a note is on the canvas and outputs nothing', async () => {
  expect(note.inert).toBe(true)
  expect(await createBench().run(note, { text: 'remember' })).toEqual({})
})
