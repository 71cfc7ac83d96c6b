import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { picture, pixelsOf } from '../testing/pixels.ts'
import { adjust } from './adjust.ts'
import { brightness } from './brightness.ts'

const unchanged = { brightness: 0, contrast: 0, saturation: 0, hue: 0 }

test.each([
  ['nothing', {}, ['ff8000', '10203040'], ['ff8000', '10203040']],
  ['half brighter', { brightness: 0.5 }, ['000000', '40404040'], ['808080', 'c0c0c040']],
  ['darkest', { brightness: -1 }, ['ffffff', '12345678'], ['000000', '00000078']],
  ['no contrast', { contrast: -1 }, ['000000', 'ffffff'], ['808080', '808080']],
  ['double contrast', { contrast: 1 }, ['404040', '808080', 'c0c0c0'], ['000000', '808080', 'ffffff']],
  ['no colour', { saturation: -1 }, ['ff0000', '00ff00', '777777'], ['4c4c4c', '969696', '777777']],
  ['a hue all the way round', { hue: 360 }, ['ff8000', '123456'], ['ff8000', '123456']],
])('%s', (_, change, before, after) => {
  expect(pixelsOf(adjust(picture(before), { ...unchanged, ...change }))).toEqual([after])
})

test('at a third of the circle, red turns to green and green to blue', () => {
  const [[red = '', green = ''] = []] = pixelsOf(
    adjust(picture(['c03030', '30c030']), { ...unchanged, hue: 120 }),
  )
  const parts = (hex: string) => [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
  expect(Math.max(...parts(red))).toBe(parts(red)[1])
  expect(Math.max(...parts(green))).toBe(parts(green)[2])
})

test('a grey keeps its grey at every hue and saturation', () => {
  const change = fc.record({
    saturation: fc.double({ min: -1, max: 1, noNaN: true }),
    hue: fc.integer({ min: -180, max: 180 }),
  })
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 255 }), change, (value, turn) => {
      const grey = picture([value.toString(16).padStart(2, '0').repeat(3)])
      expect(adjust(grey, { ...unchanged, ...turn })).toEqual(grey)
    }),
  )
})

test('turning the hue keeps the brightness if no colour is clipped', () => {
  const muted = picture(['806050', '50a070', '607090'])
  for (const hue of [-120, 45, 90, 180]) {
    const before = brightness(muted).data
    const after = brightness(adjust(muted, { ...unchanged, hue })).data
    before.forEach((value, at) => expect(Math.abs(value - (after[at] ?? 0))).toBeLessThanOrEqual(1))
  }
})
