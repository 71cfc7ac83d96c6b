import { expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { mask, picture } from '../testing/pixels.ts'
import { clip, crop } from './crop.ts'

const size = { width: 10, height: 6 }

test.each([
  [
    { x: 2, y: 1, width: 3, height: 2 },
    { x: 2, y: 1, width: 3, height: 2 },
  ],
  [
    { x: 8, y: 4, width: 99, height: 99 },
    { x: 8, y: 4, width: 2, height: 2 },
  ],
  [
    { x: -3, y: -1, width: 5, height: 4 },
    { x: 0, y: 0, width: 2, height: 3 },
  ],
  [
    { x: -9, y: -9, width: 99, height: 99 },
    { x: 0, y: 0, width: 10, height: 6 },
  ],
])('the part of %o inside the picture is %o', (area, part) => {
  expect(clip(area, size)).toEqual(part)
})

test.each([
  { x: 10, y: 0, width: 5, height: 5 },
  { x: 0, y: 6, width: 5, height: 5 },
  { x: -5, y: 0, width: 5, height: 5 },
  { x: 0, y: 0, width: 0, height: 5 },
])('%o has no part inside the picture', (area) => {
  const { x, y, width, height } = area
  const words =
    `Nothing is left of the picture: it has 10 × 6 pixels, and the area of ${width} × ${height} pixels ` +
    `at ${x}, ${y} lies outside it.`
  expect(() => clip(area, size)).toThrow(new AppError('input.invalid', words))
})

test('an area is cut out of a picture and of a mask', () => {
  const area = { x: 1, y: 1, width: 2, height: 1 }
  const colours = picture(['000000', '111111', '222222'], ['333333', '44444444', '555555'])
  expect(crop(colours, area)).toEqual(picture(['44444444', '555555']))
  expect(crop(mask([0, 1, 2], [3, 4, 5]), area)).toEqual(mask([4, 5]))
})
