import { expect, test } from 'vitest'
import { meanBrightness } from './isDark.ts'

test('brightness is that of light as it is seen: green counts most', () => {
  const pixel = (r: number, g: number, b: number): number =>
    Math.round(meanBrightness(new Uint8ClampedArray([r, g, b, 255])))
  expect([pixel(0, 0, 0), pixel(255, 255, 255), pixel(0, 255, 0), pixel(0, 0, 255)]).toEqual([
    0, 255, 182, 18,
  ])
})
