import { expect, test } from 'vitest'
import type { Values } from '#shared/ports/value.ts'
import { previewHeight, previewOf } from './previewSize.ts'

const picture = (sign: string, width = 400, height = 200) => ({
  media: 'image' as const,
  sha256: sign.repeat(64),
  mime: 'image/png',
  bytes: 1,
  width,
  height,
})
const heightOf = (outputs: Values): number => previewHeight(previewOf({ outputs }, 280), 280)

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

const gap = (item: '0' | '1' | '4', position: number) => ({
  item,
  of: 'shot',
  error: { code: 'job.refused' as const, message: 'No.' },
  positions: { image: position, images: position },
})

test('a missing item has its place among the pictures, once', () => {
  const [a, c] = [picture('a'), picture('c')]
  const shown = { outputs: { image: [a, null, c], images: [a, null, c] }, gaps: [gap('1', 1)] }
  expect(previewOf(shown, 280)).toEqual({
    kind: 'media',
    media: [a, c],
    tiles: [{ media: a }, { gap: gap('1', 1) }, { media: c }],
    columns: 2,
  })
  // As high as four pictures: two rows.
  expect(previewHeight(previewOf(shown, 280), 280)).toBe(142)
})

test('a missing item is named among texts', () => {
  const shown = { outputs: { image: ['x', null, 'y'] }, gaps: [gap('4', 1)] }
  expect(previewOf(shown, 280)).toEqual({ kind: 'text', text: 'x\n(item 5 is missing)\ny', lines: 3 })
})
