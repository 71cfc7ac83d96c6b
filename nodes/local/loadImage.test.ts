import { expect, test } from 'vitest'
import loadImage from './loadImage.ts'
import { picture } from './testing/pixels.ts'
import { createBench } from './testing/runNode.ts'

test('passes on the picture that the host has read', async () => {
  const bench = createBench()
  const image = bench.images.add(picture(['112233']))
  expect(await bench.run(loadImage, { image })).toEqual({ image })
})
