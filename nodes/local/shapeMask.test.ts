import { expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import shapeMask from './shapeMask.ts'
import { mask, picture, rowsOf } from './testing/pixels.ts'
import { createBench } from './testing/runNode.ts'

test('the middle half is selected by default, as large as the picture', async () => {
  const bench = createBench()
  const row = ['000000', '000000', '000000', '000000']
  const image = bench.images.add(picture(row, row, row, row))
  const made = await bench.run(shapeMask, { image })
  expect(made['mask']).toMatchObject({ media: 'mask', width: 4, height: 4 })
  expect(bench.images.pixelsOf(made['mask'])).toEqual(
    mask([0, 0, 0, 0], [0, 255, 255, 0], [0, 255, 255, 0], [0, 0, 0, 0]),
  )
})

test('without a picture the size is given', async () => {
  const bench = createBench()
  const made = await bench.run(shapeMask, {
    pictureWidth: 4,
    pictureHeight: 2,
    x: 0,
    y: 0,
    width: 0.5,
    height: 1,
  })
  expect(rowsOf(bench.images.pixelsOf(made['mask']))).toEqual([
    [255, 255, 0, 0],
    [255, 255, 0, 0],
  ])
})

test('an ellipse leaves the corners of its frame black', async () => {
  const bench = createBench()
  const frame = { pictureWidth: 8, pictureHeight: 8, x: 0, y: 0, width: 1, height: 1 }
  const made = await bench.run(shapeMask, { ...frame, shape: 'ellipse' })
  const rows = rowsOf(bench.images.pixelsOf(made['mask']))
  expect([rows[0]?.[0], rows[0]?.[4], rows[4]?.[4]]).toEqual([0, 244, 255])
})

test('a feathered edge fades to both sides', async () => {
  const bench = createBench()
  const frame = { pictureWidth: 6, pictureHeight: 1, x: 0.5, y: 0, width: 0.5, height: 1 }
  const made = await bench.run(shapeMask, { ...frame, feather: 2 })
  expect(rowsOf(bench.images.pixelsOf(made['mask']))).toEqual([[1, 15, 77, 178, 240, 254]])
})

test('a mask that would be too large is refused before it is drawn', async () => {
  const made = createBench().run(shapeMask, { pictureWidth: 16_384, pictureHeight: 16_384 })
  const words = 'The result would have 16384 × 16384 pixels; at most 32 megapixels can be made.'
  await expect(made).rejects.toThrow(new AppError('picture.large', words))
})
