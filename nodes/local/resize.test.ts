import { expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import resize from './resize.ts'
import { picture, pixelsOf } from './testing/pixels.ts'
import { createBench } from './testing/runNode.ts'

const [a, b, c, d] = ['aa0000', 'bb0000', 'cc0000', 'dd0000'] as const
const bar = 'ff00ff'

test.each([
  [{ width: 2, height: 0 }, [[b, d]]],
  [
    { width: 0, height: 2 },
    [
      [a, a, b, b, c, c, d, d],
      [a, a, b, b, c, c, d, d],
    ],
  ],
  [
    { width: 2, height: 2, fit: 'stretch' },
    [
      [b, d],
      [b, d],
    ],
  ],
  [
    { width: 4, height: 3, fit: 'contain', colour: '#ff00ff' },
    [
      [bar, bar, bar, bar],
      [a, b, c, d],
      [bar, bar, bar, bar],
    ],
  ],
  [{ width: 4, height: 3, fit: 'inside' }, [[a, b, c, d]]],
  [
    { width: 2, height: 2, fit: 'cover' },
    [
      [b, c],
      [b, c],
    ],
  ],
])('a row of four pixels with %o', async (inputs, rows) => {
  const bench = createBench()
  const image = bench.images.add(picture([a, b, c, d]))
  const made = await bench.run(resize, { image, ...inputs })
  expect(pixelsOf(bench.images.pixelsOf(made['image']))).toEqual(rows)
})

test('with both sides 0 the picture is passed on as it is', async () => {
  const bench = createBench()
  const image = bench.images.add(picture([a, b]))
  expect(await bench.run(resize, { image, width: 0, height: 0 })).toEqual({ image })
})

test('a size that is too large is refused before anything is scaled', async () => {
  const bench = createBench()
  const made = bench.run(resize, { image: bench.images.add(picture([a])), width: 8000, height: 0 })
  const words = 'The result would have 8000 × 8000 pixels; at most 32 megapixels can be made.'
  await expect(made).rejects.toThrow(new AppError('picture.large', words))
})

test('an invalid colour is refused, before the run and in it', async () => {
  const words = '"red" is not a colour: write it as #rrggbb, as in #ff8800, or as #rrggbbaa with alpha'
  expect(resize.check?.({ colour: 'red' })).toBe(words)
  expect(resize.check?.({ colour: '#ff0000' })).toBeNull()
  expect(resize.check?.({})).toBeNull()
  const bench = createBench()
  const made = bench.run(resize, { image: bench.images.add(picture([a])), colour: 'red' })
  await expect(made).rejects.toThrow(new AppError('input.invalid', words))
})

test('reports its progress', async () => {
  const bench = createBench()
  await bench.run(resize, { image: bench.images.add(picture([a, b])), width: 4 })
  expect(bench.progress).toEqual([1])
})
