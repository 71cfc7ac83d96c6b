import { expect, test } from 'vitest'
import { mask, rowsOf } from '../testing/pixels.ts'
import { drawShape } from './shape.ts'

const square = { width: 4, height: 4 }

test('a rectangle is white from edge to edge and black around', () => {
  const drawn = drawShape('rectangle', { x: 0.25, y: 0.5, width: 0.5, height: 0.25 }, square)
  expect(drawn).toEqual(mask([0, 0, 0, 0], [0, 0, 0, 0], [0, 255, 255, 0], [0, 0, 0, 0]))
})

test('a rectangle greys the pixels that it covers in part', () => {
  const drawn = drawShape('rectangle', { x: 0.125, y: 0.125, width: 0.5, height: 0.5 }, square)
  expect(drawn).toEqual(mask([64, 128, 64, 0], [128, 255, 128, 0], [64, 128, 64, 0], [0, 0, 0, 0]))
})

test('a shape thinner than a pixel greys it', () => {
  const drawn = drawShape('rectangle', { x: 0.3, y: 0, width: 0.1, height: 1 }, { width: 4, height: 1 })
  expect(rowsOf(drawn)).toEqual([[0, 102, 0, 0]])
})

test('parts beyond the edge of the picture are clipped', () => {
  const drawn = drawShape('rectangle', { x: 0.75, y: 0.75, width: 1, height: 1 }, square)
  expect(drawn).toEqual(mask([0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 255]))
})

test.each(['rectangle', 'ellipse'] as const)('a %s without a size selects nothing', (shape) => {
  const empty = mask([0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0])
  expect(drawShape(shape, { x: 0.5, y: 0.5, width: 0, height: 0.5 }, square)).toEqual(empty)
  expect(drawShape(shape, { x: 0.5, y: 0.5, width: 0.5, height: 0 }, square)).toEqual(empty)
  expect(drawShape(shape, { x: 1, y: 1, width: 1, height: 1 }, square)).toEqual(empty)
})

test('a rectangle over everything selects everything', () => {
  const drawn = drawShape('rectangle', { x: 0, y: 0, width: 1, height: 1 }, { width: 3, height: 2 })
  expect(drawn).toEqual(mask([255, 255, 255], [255, 255, 255]))
})

test('an ellipse covers its area, is symmetric, and leaves the corners black', () => {
  const [width, height] = [60, 40]
  const { data } = drawShape('ellipse', { x: 0, y: 0, width: 1, height: 1 }, { width, height })
  const covered = data.reduce((sum, value) => sum + value, 0) / 255
  expect(Math.abs(covered / ((Math.PI * width * height) / 4) - 1)).toBeLessThan(0.002)
  expect(data.toReversed()).toEqual(data)
  const corners = [0, width - 1, width * (height - 1), width * height - 1]
  expect(corners.map((at) => data[at])).toEqual([0, 0, 0, 0])
  expect(data[(height / 2) * width + width / 2]).toBe(255)
  expect(data.some((value) => value > 0 && value < 255)).toBe(true)
})
