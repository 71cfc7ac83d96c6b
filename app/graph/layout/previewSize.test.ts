import { expect, test } from 'vitest'
import { previewHeight, previewOf } from './previewSize.ts'

const picture = (sign: string, width = 400, height = 200) => ({
  media: 'image' as const,
  sha256: sign.repeat(64),
  mime: 'image/png',
  bytes: 1,
  width,
  height,
})
const heightOf = (outputs: Parameters<typeof previewOf>[0]): number =>
  previewHeight(previewOf(outputs, 280), 280)

test.each([
  ['nothing', {}, 0],
  ['a wide picture', { image: picture('a') }, 140],
  ['a very tall picture', { image: picture('a', 10, 1000) }, 448],
  ['two pictures side by side', { images: [picture('a', 1, 1), picture('b', 1, 1)] }, 139],
  ['a picture and the list that begins with it', { image: picture('a'), images: [picture('a')] }, 140],
  ['a text of one line', { text: 'words' }, 34],
  ['data', { json: { a: 1 } }, 0],
])('%s: %#', (_, outputs, height) => {
  expect(heightOf(outputs)).toBe(height)
})
