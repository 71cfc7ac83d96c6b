import { expect, test } from 'vitest'
import type { Json } from '#shared/ports/value.ts'
import choose from './choose.ts'
import { picture } from './testing/pixels.ts'
import { createBench } from './testing/runNode.ts'

const bench = createBench()
const images = ['ff0000', '00ff00', '0000ff'].map((colour) => bench.images.add(picture([colour])))
const pictures = images.map(({ sha256 }) => sha256)

test.each<[Json | undefined, boolean]>([
  [undefined, true],
  [[0, 2], false],
  [{ chosen: [1], pictures }, false],
  [[], true],
  [[3], true],
  ['first', true],
  [{ chosen: [1], pictures: pictures.slice(0, 2) }, true],
  [{ chosen: [1], pictures: pictures.toReversed() }, true],
])('with %j chosen it asks: %s', (chosen, expected) => {
  const prompt = choose.userPrompt?.({ images, ...(chosen !== undefined && { chosen }) })
  expect(prompt).toEqual(expected ? { input: 'chosen', words: 'Choose from these pictures' } : null)
})

test('outputs what was chosen, in that order', async () => {
  const made = await bench.run(choose, { images, chosen: { chosen: [2, 0], pictures } })
  expect(made).toEqual({ images: [images[2], images[0]], first: images[2] })
})

test('an empty list is reported, and nobody is asked', async () => {
  expect(choose.userPrompt?.({ images: [] })).toBeNull()
  await expect(bench.run(choose, { images: [] })).rejects.toThrow('None of the pictures was chosen.')
})

test('finds pictures by their places if those were written by hand, and so does not run where one is missing', () => {
  const { byPlace } = choose
  const isByPlace = (chosen: Json) => typeof byPlace === 'function' && byPlace({ images: [], chosen })
  expect([[0, 2], { chosen: [0], pictures: ['a'] }, null].map(isByPlace)).toEqual([true, false, false])
})
