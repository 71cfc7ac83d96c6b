import { expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import pad from './pad.ts'
import { picture, pixelsOf, rowsOf } from './testing/pixels.ts'
import { createBench } from './testing/runNode.ts'

test('outputs the larger picture and the mask of what was added', async () => {
  const bench = createBench()
  const image = bench.images.add(picture(['111111']))
  const made = await bench.run(pad, { image, right: 2, colour: '#0000ff' })
  expect(made).toMatchObject({ image: { media: 'image' }, mask: { media: 'mask' } })
  expect(pixelsOf(bench.images.pixelsOf(made['image']))).toEqual([['111111', '0000ff', '0000ff']])
  expect(rowsOf(bench.images.pixelsOf(made['mask']))).toEqual([[0, 255, 255]])
})

test('an invalid colour is refused before the run', () => {
  expect(pad.check?.({ colour: '#12' })).toContain('"#12" is not a colour')
})

test('a picture that would be too large is refused', async () => {
  const bench = createBench()
  const made = bench.run(pad, { image: bench.images.add(picture(['111111'])), left: 9999, top: 9999 })
  const words = 'The result would have 10000 × 10000 pixels; at most 32 megapixels can be made.'
  await expect(made).rejects.toThrow(new AppError('picture.large', words))
})
