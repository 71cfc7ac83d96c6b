import { expect, test } from 'vitest'
import blur from './blur.ts'
import { mask, picture, pixelsOf } from './testing/pixels.ts'
import { createBench } from './testing/runNode.ts'

const edge = picture(['000000', '000000', 'ffffff', 'ffffff'])

test('a picture is softened', async () => {
  const bench = createBench()
  const { image } = await bench.run(blur, { image: bench.images.add(edge), radius: 2 })
  expect(pixelsOf(bench.images.pixelsOf(image))).toEqual([['0f0f0f', '4d4d4d', 'b2b2b2', 'f0f0f0']])
})

test('where the mask is black it keeps every byte', async () => {
  const bench = createBench()
  const chosen = bench.images.add(mask([255, 255, 0, 0]), 'mask')
  const { image } = await bench.run(blur, { image: bench.images.add(edge), radius: 2, mask: chosen })
  expect(pixelsOf(bench.images.pixelsOf(image))).toEqual([['0f0f0f', '4d4d4d', 'ffffff', 'ffffff']])
})

test('no radius passes the picture on as it is', async () => {
  const bench = createBench()
  const image = bench.images.add(edge)
  expect(await bench.run(blur, { image, radius: 0 })).toEqual({ image })
})

const even = picture(...Array.from({ length: 8 }, () => Array.from({ length: 12 }, () => 'c86414')))

test.each([1, 5, 9, 22, 24, 512])('a picture of one colour stays as it is with radius %i', async (radius) => {
  const bench = createBench()
  const { image } = await bench.run(blur, { image: bench.images.add(even), radius })
  expect(bench.images.pixelsOf(image)).toEqual(even)
})

test('where half of a uniform picture is blurred, no seam is visible', async () => {
  const bench = createBench()
  const half = mask(...Array.from({ length: 8 }, () => [0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255]))
  const chosen = bench.images.add(half, 'mask')
  const { image } = await bench.run(blur, { image: bench.images.add(even), radius: 6, mask: chosen })
  expect(bench.images.pixelsOf(image)).toEqual(even)
})

test('a radius of 1 softens', async () => {
  const bench = createBench()
  const { image } = await bench.run(blur, { image: bench.images.add(edge), radius: 1 })
  expect(pixelsOf(bench.images.pixelsOf(image))).toEqual([['020202', '1b1b1b', 'e4e4e4', 'fdfdfd']])
})

test('reports its progress', async () => {
  const bench = createBench()
  const high = picture(...Array.from({ length: 128 }, () => Array.from({ length: 32 }, () => '000000')))
  await bench.run(blur, { image: bench.images.add(high), radius: 4 })
  expect(bench.progress).toEqual([0.5, 1])
})
