import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Pixels } from '#shared/services.ts'
import { mask, picture, pixelsOf } from '../testing/pixels.ts'
import { composite } from './composite.ts'

const corner = { x: 0, y: 0 }
const base = picture(['101010', '202020', '30303000', '40404080'])

test('white lets the upper picture through whole, black none of it', () => {
  const over = picture(['ff0000', 'ff0000', 'ff0000', 'ff0000'])
  expect(pixelsOf(composite(base, over, mask([255, 0, 0, 255]), corner))).toEqual([
    ['ff0000', '202020', '30303000', 'ff0000'],
  ])
})

test('grey lets a part of it through', () => {
  expect(composite(picture(['000000']), picture(['ffffff']), mask([51]), corner)).toEqual(picture(['333333']))
})

test('without a mask the transparency of the upper picture decides', () => {
  const over = picture(['ffffff', 'ffffff00', 'ffffff66', 'ffffff00'])
  expect(pixelsOf(composite(base, over, null, corner))).toEqual([
    ['ffffff', '202020', 'ffffff66', '40404080'],
  ])
})

test('half on half is three quarters opaque', () => {
  const composed = composite(picture(['00000080']), picture(['ffffff80']), null, corner)
  expect(pixelsOf(composed)).toEqual([['aaaaaac0']])
})

test.each([
  [{ x: 1, y: 0 }, ['101010', 'aaaaaa', 'bbbbbb', '40404080']],
  [{ x: -1, y: 0 }, ['bbbbbb', '202020', '30303000', '40404080']],
  [{ x: 3, y: 0 }, ['101010', '202020', '30303000', 'aaaaaa']],
  [{ x: 0, y: 1 }, ['101010', '202020', '30303000', '40404080']],
  [{ x: -9, y: -9 }, ['101010', '202020', '30303000', '40404080']],
])('at %o it is clipped at the edge of the base', (at, row) => {
  expect(pixelsOf(composite(base, picture(['aaaaaa', 'bbbbbb']), null, at))).toEqual([row])
})

const pixels = <C extends 1 | 4>(channels: C): fc.Arbitrary<Pixels<C>> =>
  fc
    .uint8Array({ minLength: 12 * channels, maxLength: 12 * channels })
    .map((data) => ({ width: 4, height: 3, channels, data }))

test('outside the mask every byte is the base, and inside it, where opaque, the upper picture', () => {
  const masks = fc.array(fc.constantFrom(0, 255), { minLength: 12, maxLength: 12 })
  fc.assert(
    fc.property(pixels(4), pixels(4), masks, (below, above, chosen) => {
      const grey: Pixels<1> = { width: 4, height: 3, channels: 1, data: Uint8Array.from(chosen) }
      const { data } = composite(below, above, grey, corner)
      const expected = below.data.map((value, at) => {
        const pixel = Math.floor(at / 4)
        if (chosen[pixel] === 0 || above.data[pixel * 4 + 3] === 0) return value
        return above.data[pixel * 4 + 3] === 255 ? (above.data[at] ?? 0) : (data[at] ?? 0)
      })
      expect(data).toEqual(expected)
    }),
  )
})

test('the base and the upper picture are not modified', () => {
  const [below, above] = [picture(['000000']), picture(['ffffff'])]
  composite(below, above, null, corner)
  expect([below, above]).toEqual([picture(['000000']), picture(['ffffff'])])
})
