import { expect, test } from 'vitest'
import { registry } from '#nodes/registry.ts'
import { fakeMedia } from '#shared/testing/media.ts'
import { previewHeight } from './previewSize.ts'
import { compareLabels, comparedPictures, previewFor } from './comparison.ts'

const compare = registry.get('local/compare')
const [first, second, difference] = [
  { ...fakeMedia(1), width: 400, height: 200 },
  { ...fakeMedia(2), width: 100, height: 100 },
  { ...fakeMedia(3), width: 400, height: 200 },
]

test('a card compares the two pictures, in a frame of the first one’s shape', () => {
  const outputs = { first, second, difference }
  expect(comparedPictures(compare, outputs)).toEqual({ left: first, right: second, difference })
  expect(previewHeight(previewFor(compare, { outputs }, 280), 280)).toBe(140)
})

test('two pictures that are the same one are compared too', () => {
  expect(comparedPictures(compare, { first, second: first, difference })).toMatchObject({ right: first })
})

test.each([
  ['lists of pictures', compare, { first: [first], second: [second], difference: [difference] }],
  ['a node that compares nothing', registry.get('local/blur'), { first, second, difference }],
  ['an unknown node', undefined, { first, second, difference }],
])('%s are shown as they are', (_, type, outputs) => {
  expect(comparedPictures(type, outputs)).toBe(null)
  expect(previewFor(type, { outputs }, 280)).toMatchObject({ kind: 'media', media: { length: 3 } })
})

test('the pictures are called as their outputs are', () => {
  expect(compare && compareLabels(compare)).toEqual(['First', 'Second'])
})
