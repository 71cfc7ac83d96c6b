import { expect, test } from 'vitest'
import { pixelsOf } from '../testing/pictures.ts'
import { harmonise, maskBox, pasteInto, readMask, softenMask } from './inpaint.ts'

const size = { width: 120, height: 90 }
const opening = (paint: (x: number, y: number) => number): Uint8Array =>
  readMask(pixelsOf(size.width, size.height, (x, y) => [paint(x, y), paint(x, y), paint(x, y)]))
const square = opening((x, y) => (x >= 30 && x < 90 && y >= 20 && y < 80 ? 255 : 0))

test('the box of a mask holds all that is open, and nothing more', () => {
  expect(maskBox(square, size.width)).toEqual({ left: 30, top: 20, width: 60, height: 60 })
  expect(
    maskBox(
      opening(() => 0),
      size.width,
    ),
  ).toBeNull()
  expect(
    maskBox(
      opening((x, y) => (x === 119 && y === 89 ? 1 : 0)),
      size.width,
    ),
  ).toEqual({ left: 119, top: 89, width: 1, height: 1 })
})

test('what is transparent in a mask is closed', () => {
  const clear = {
    ...pixelsOf(2, 1, () => [255, 255, 255]),
    data: Uint8Array.of(255, 255, 255, 0, 255, 255, 255, 255),
  }
  expect([...readMask(clear)]).toEqual([0, 255])
})

test('a softened mask stays shut outside, opens fully inside and partly along its rim', async () => {
  const box = { left: 30, top: 20, width: 60, height: 60 }
  const shares = await softenMask(square, size, box)
  const at = (x: number, y: number): number => shares[y * size.width + x] ?? Number.NaN
  const outside = shares.filter((_, index) => (square[index] ?? 0) === 0)
  expect(Math.max(...outside)).toBe(0)
  expect(at(60, 50)).toBe(1)
  expect(at(30, 50)).toBeGreaterThan(0.2)
  expect(at(30, 50)).toBeLessThan(0.6)
})

test('grey in a mask opens in part', async () => {
  const grey = opening((x) => (x < 60 ? 51 : 255))
  const shares = await softenMask(grey, size, { left: 0, top: 0, ...size, height: 10 })
  expect(shares[10]).toBeCloseTo(0.2)
})

test('harmony draws a patch towards the colours around the opening', () => {
  const source = pixelsOf(size.width, size.height, () => [200, 100, 50])
  const patch = pixelsOf(60, 60, () => [0, 100, 150])
  const box = { left: 30, top: 20, width: 60, height: 60 }
  expect(Array.from(harmonise(patch, box, source, square, 0.5).data.subarray(0, 4))).toEqual([
    100, 100, 100, 255,
  ])
  expect(harmonise(patch, box, source, square, 0)).toBe(patch)
})

test('a patch lands where its box is', () => {
  const sheet = pasteInto(
    pixelsOf(2, 2, () => [9, 8, 7]),
    { left: 3, top: 1, width: 2, height: 2 },
    { width: 6, height: 4 },
  )
  const marked = [...sheet.data].flatMap((value, byte) => (byte % 4 === 0 && value === 9 ? [byte / 4] : []))
  expect(marked).toEqual([9, 10, 15, 16])
})
