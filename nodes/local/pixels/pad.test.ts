import { expect, test } from 'vitest'
import { mask, picture } from '../testing/pixels.ts'
import { pad, padMask } from './pad.ts'

const margins = { left: 1, top: 0, right: 2, bottom: 1 }

test('a margin of one colour is added, and the picture keeps its bytes', () => {
  const padded = pad(picture(['112233', '44556600']), margins, [255, 128, 0, 255])
  const margin = 'ff8000'
  expect(padded).toEqual(
    picture([margin, '112233', '44556600', margin, margin], [margin, margin, margin, margin, margin]),
  )
})

test('its mask is white where something was added', () => {
  expect(padMask({ width: 2, height: 1 }, margins)).toEqual(
    mask([255, 0, 0, 255, 255], [255, 255, 255, 255, 255]),
  )
})

test('the mask overlaps the picture on the sides where something was added', () => {
  expect(padMask({ width: 4, height: 2 }, { left: 1, top: 0, right: 0, bottom: 0 }, 2)).toEqual(
    mask([255, 255, 255, 0, 0], [255, 255, 255, 0, 0]),
  )
  expect(padMask({ width: 2, height: 1 }, { left: 1, top: 0, right: 1, bottom: 0 }, 9)).toEqual(
    mask([255, 255, 255, 255]),
  )
})

test('no margin changes nothing', () => {
  const before = picture(['112233', '44556600'])
  const none = { left: 0, top: 0, right: 0, bottom: 0 }
  expect(pad(before, none, [9, 9, 9, 9])).toEqual(before)
  expect(padMask(before, none)).toEqual(mask([0, 0]))
})
