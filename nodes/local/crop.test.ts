import { expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import crop from './crop.ts'
import { picture, pixelsOf } from './testing/pixels.ts'
import { createBench } from './testing/runNode.ts'

test.each([
  [{ x: 1, y: 0, width: 1, height: 2 }, [['222222'], ['444444']]],
  [{ x: 1, y: 1 }, [['444444']]],
  [{ x: -1, y: -1, width: 2, height: 2 }, [['111111']]],
])('%o of a picture of four pixels', async (inputs, rows) => {
  const bench = createBench()
  const image = bench.images.add(picture(['111111', '222222'], ['333333', '444444']))
  const made = await bench.run(crop, { image, ...inputs })
  expect(pixelsOf(bench.images.pixelsOf(made['image']))).toEqual(rows)
})

test('an area outside the picture is refused, naming both', async () => {
  const bench = createBench()
  const made = bench.run(crop, { image: bench.images.add(picture(['111111'])), x: 1, width: 8, height: 8 })
  const words =
    'Nothing is left of the picture: it has 1 × 1 pixels, and the area of 8 × 8 pixels at 1, 0 lies outside it.'
  await expect(made).rejects.toThrow(new AppError('input.invalid', words))
})
