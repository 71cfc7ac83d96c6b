import { expect, test } from 'vitest'
import { mask, rowsOf } from '../testing/pixels.ts'
import { edges } from './edges.ts'

const bounds = { low: 0.1, high: 0.4 }
const upright = (values: readonly number[]) => mask(values, values, values, values)

test('between black and white there is one line of one pixel', () => {
  const [, row] = rowsOf(edges(upright([0, 0, 0, 255, 255, 255]), bounds))
  expect(row).toEqual([0, 0, 255, 0, 0, 0])
})

test('it runs down as well as across', () => {
  const rows = [0, 0, 0, 255, 255].map((value) => [value, value, value])
  expect(rowsOf(edges(mask(...rows), bounds)).map((row) => row[1])).toEqual([0, 0, 255, 0, 0])
})

test('a plain picture has no edge, whatever the thresholds', () => {
  const grey = upright([90, 90, 90, 90])
  expect(edges(grey, { low: 0, high: 0 }).data).toEqual(new Uint8Array(16))
})

test('a faint edge counts only if it is connected to a strong one', () => {
  const step = (value: number) => [0, 0, 0, value, value, value]
  const rows = (values: readonly number[]) => mask(...values.map(step))
  const found = (values: readonly number[]) =>
    rowsOf(edges(rows(values), { low: 0.1, high: 0.7 })).map((row) => row.includes(255))
  expect(found([100, 100, 100, 100, 100, 100, 100])).toEqual(Array.from({ length: 7 }, () => false))
  expect(found([255, 220, 180, 140, 100, 60, 40]).slice(0, 5)).toEqual([true, true, true, true, true])
})

test.each([
  ['the first columns', upright([0, 255, 255, 255]), [255, 0, 0, 0]],
  ['the last columns', upright([0, 0, 0, 255]), [0, 0, 255, 0]],
  ['two columns', upright([255, 0]), [255, 0]],
])('an edge between %s is drawn on the first of them, all the way', (_, grey, row) => {
  expect(rowsOf(edges(grey, bounds))).toEqual([row, row, row, row])
})

test('a picture of one row or one pixel has edges, too, where its values change', () => {
  expect(edges(mask([0, 0, 255, 255]), bounds)).toEqual(mask([0, 255, 0, 0]))
  expect(edges(mask([255]), bounds)).toEqual(mask([0]))
})

test('an edge exactly as steep as a threshold does not count', () => {
  const found = (low: number, high: number) =>
    rowsOf(edges(upright([0, 0, 51, 51]), { low, high })).map((row) => row.includes(255))
  // 4 * 51 of 1020 is a fifth.
  expect(found(0.1, 0.2)).toEqual([false, false, false, false])
  expect(found(0.1, 0.199)).toEqual([true, true, true, true])
})

test('of equal diagonal slopes none is drawn', () => {
  const slope = mask(
    ...Array.from({ length: 8 }, (_, y) => Array.from({ length: 8 }, (__, x) => 20 * (x + y))),
  )
  const inside = rowsOf(edges(slope, { low: 0, high: 0.01 }))
    .slice(2, -2)
    .map((row) => row.slice(2, -2))
  expect(inside).toEqual(Array.from({ length: 4 }, () => [0, 0, 0, 0]))
})

test('a long faint line is followed to its end', () => {
  const rows = Array.from({ length: 3000 }, (_, y) => [0, 0, y === 0 ? 255 : 150, y === 0 ? 255 : 150])
  const found = rowsOf(edges(mask(...rows), { low: 0.1, high: 0.9 }))
  expect(found.every((row) => row.includes(255))).toBe(true)
})

test('however many pixels are strong, each is drawn', () => {
  const rows = Array.from({ length: 3000 }, () => [0, 0, 150, 150])
  const found = rowsOf(edges(mask(...rows), { low: 0.1, high: 0.2 }))
  expect(found.every((row) => row.includes(255))).toBe(true)
})
