import { expect, test } from 'vitest'
import { decode, distance } from '../testing/pictures.ts'
import { maskBox, readMask } from './inpaint.ts'
import { standIn } from './standIn.ts'

test('an address always has the same picture, another address another', async () => {
  const address = 'https://example.com/forest.png'
  const [one, same, other] = await Promise.all([
    standIn(address, 'image'),
    standIn(address, 'image'),
    standIn('https://example.com/sea.png', 'image'),
  ])
  expect(Buffer.from(one.bytes).equals(Buffer.from(same.bytes))).toBe(true)
  expect(distance(await decode(one.bytes), await decode(other.bytes))).toBeGreaterThan(8)
})

test('the stand-in for a mask opens a part of the picture, not all', async () => {
  const mask = await decode((await standIn('https://example.com/mask.png', 'mask')).bytes)
  const opening = readMask(mask)
  const share = opening.filter((value) => value > 0).length / opening.length
  expect(share).toBeGreaterThan(0.03)
  expect(share).toBeLessThan(0.3)
  expect(maskBox(opening, mask.width)).not.toBeNull()
})

test('it says that it is a stand-in', async () => {
  expect((await standIn('https://example.com/a', 'mask')).remark).toBe(
    'the mask at an outside address was not fetched, a drawing stands in for it',
  )
})
