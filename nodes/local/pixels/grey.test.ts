import { expect, test } from 'vitest'
import { mask, picture, rowsOf } from '../testing/pixels.ts'
import { brightness } from './brightness.ts'
import { channelOf } from './channel.ts'
import { invert } from './invert.ts'
import { threshold } from './threshold.ts'

test.each([
  ['000000', 0],
  ['ffffff', 255],
  ['ff0000', 76],
  ['00ff00', 150],
  ['0000ff', 29],
  ['ffffff80', 128],
  ['ffffff00', 0],
])('the brightness of %s on black is %i', (pixel, value) => {
  expect(rowsOf(brightness(picture([pixel])))).toEqual([[value]])
})

test('a grey pixel keeps its value, all 256 of them', () => {
  const greys = Array.from({ length: 256 }, (_, value) => value)
  const row = greys.map((value) => value.toString(16).padStart(2, '0').repeat(3))
  expect(rowsOf(brightness(picture(row)))).toEqual([greys])
})

test.each([
  ['red', 0x11],
  ['green', 0x22],
  ['blue', 0x33],
  ['alpha', 0x44],
] as const)('the %s channel is used as it is', (channel, value) => {
  expect(rowsOf(channelOf(picture(['11223344', '11223344']), channel))).toEqual([[value, value]])
})

test('inverting twice changes nothing', () => {
  const before = mask([0, 1, 128, 255])
  expect(rowsOf(invert(before))).toEqual([[255, 254, 127, 0]])
  expect(invert(invert(before))).toEqual(before)
})

test.each([
  [0, [255, 255, 255, 255]],
  [0.5, [0, 0, 255, 255]],
  [1, [0, 0, 0, 255]],
])('from a threshold of %d on it is white', (level, row) => {
  expect(rowsOf(threshold(mask([0, 127, 128, 255]), level))).toEqual([row])
})
