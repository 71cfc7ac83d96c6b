import { expect, test } from 'vitest'
import blur from './blur.ts'
import { mask, picture, pixelsOf } from './testing/pixels.ts'
import { createBench } from './testing/runNode.ts'

const edge = picture(['000000', '000000', 'ffffff', 'ffffff'])

test('a picture is softened', async () => {
  const bench = createBench()
  const { image } = await bench.run(blur, { image: bench.images.add(edge), radius: 2 })
  expect(pixelsOf(bench.images.pixelsOf(image))).toEqual([['000000', '555555', 'aaaaaa', 'ffffff']])
})

test('where the mask is black it keeps every byte', async () => {
  const bench = createBench()
  const chosen = bench.images.add(mask([255, 255, 0, 0]), 'mask')
  const { image } = await bench.run(blur, { image: bench.images.add(edge), radius: 2, mask: chosen })
  expect(pixelsOf(bench.images.pixelsOf(image))).toEqual([['000000', '555555', 'ffffff', 'ffffff']])
})

test('no radius passes the picture on as it is', async () => {
  const bench = createBench()
  const image = bench.images.add(edge)
  expect(await bench.run(blur, { image, radius: 0 })).toEqual({ image })
})
