import { expect, test } from 'vitest'
import { mask, rowsOf } from '../testing/pixels.ts'
import { edges } from './edges.ts'

const bounds = { low: 0.1, high: 0.4 }
const upright = (values: readonly number[]) => mask(values, values, values, values)

test('between black and white runs one line of one pixel', () => {
  const [, row] = rowsOf(edges(upright([0, 0, 0, 255, 255, 255]), bounds))
  expect(row).toEqual([0, 0, 255, 0, 0, 0])
})

test('it runs down as well as across', () => {
  const rows = [0, 0, 0, 255, 255].map((value) => [value, value, value])
  expect(rowsOf(edges(mask(...rows), bounds)).map((row) => row[1])).toEqual([0, 0, 255, 0, 0])
})

test('a plain picture has no edge, whatever the bounds', () => {
  const grey = upright([90, 90, 90, 90])
  expect(edges(grey, { low: 0, high: 0 }).data).toEqual(new Uint8Array(16))
})

test('a faint edge counts only where it hangs on a strong one', () => {
  const step = (value: number) => [0, 0, 0, value, value, value]
  const rows = (values: readonly number[]) => mask(...values.map(step))
  const found = (values: readonly number[]) =>
    rowsOf(edges(rows(values), { low: 0.1, high: 0.7 })).map((row) => row.includes(255))
  expect(found([100, 100, 100, 100, 100, 100, 100])).toEqual(Array.from({ length: 7 }, () => false))
  expect(found([255, 220, 180, 140, 100, 60, 40]).slice(0, 5)).toEqual([false, true, true, true, true])
})

test('a picture too small to have an inside has no edges', () => {
  expect(edges(mask([0, 255]), bounds)).toEqual(mask([0, 0]))
})
