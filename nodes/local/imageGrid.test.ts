import { expect, test } from 'vitest'
import imageGrid from './imageGrid.ts'
import { picture, pixelsOf } from './testing/pixels.ts'
import { createBench } from './testing/runNode.ts'

const [red, blue] = [picture(['ff0000', 'ff0000'], ['ff0000', 'ff0000']), picture(['0000ff', '0000ff'])]

test('pictures are side by side with a gap, a smaller one in the middle of its cell', async () => {
  const bench = createBench()
  const images = [bench.images.add(red), bench.images.add(blue)]
  const { image } = await bench.run(imageGrid, { images, cell: 0, gap: 1, columns: 2, colour: '#00ff00' })
  const green = '00ff00'
  expect(pixelsOf(bench.images.pixelsOf(image))).toEqual([
    [green, green, green, green, green, green, green],
    [green, 'ff0000', 'ff0000', green, '0000ff', '0000ff', green],
    [green, 'ff0000', 'ff0000', green, green, green, green],
    [green, green, green, green, green, green, green],
  ])
})

test('cells shrink to the requested side', async () => {
  const bench = createBench()
  const images = [bench.images.add(red), bench.images.add(red), bench.images.add(red)]
  const { image } = await bench.run(imageGrid, { images, cell: 1, gap: 0 })
  expect(image).toMatchObject({ width: 2, height: 2 })
})

test('an empty list is refused with an error', async () => {
  await expect(createBench().run(imageGrid, { images: [] })).rejects.toThrow('The list has no pictures')
})
