import { expect, test } from 'vitest'
import composite from './composite.ts'
import { mask, picture, pixelsOf } from './testing/pixels.ts'
import { createBench } from './testing/runNode.ts'

const below = picture(['101010', '20202080'], ['303030', '404040'])
const above = picture(['ff0000', 'ff0000'], ['ff0000', 'ff0000'])

async function rows(inputs: {
  mask?: ReturnType<typeof mask> | ReturnType<typeof picture>
  x?: number
  y?: number
}): Promise<readonly (readonly string[])[]> {
  const bench = createBench()
  const { mask: grey, ...place } = inputs
  const made = await bench.run(composite, {
    base: bench.images.add(below),
    over: bench.images.add(above),
    ...(grey !== undefined && { mask: bench.images.add(grey) }),
    ...place,
  })
  return pixelsOf(bench.images.pixelsOf(made['image']))
}

test('the upper picture shows where the mask is white, and nothing changes where it is black', async () => {
  expect(await rows({ mask: mask([255, 0], [0, 0]) })).toEqual([
    ['ff0000', '20202080'],
    ['303030', '404040'],
  ])
})

test('without a mask all of it is visible', async () => {
  expect(await rows({ x: 1 })).toEqual([
    ['101010', 'ff0000'],
    ['303030', 'ff0000'],
  ])
})

test('a mask of another size is scaled to the base', async () => {
  expect(await rows({ mask: mask([0], [255]) })).toEqual([
    ['101010', '20202080'],
    ['ff0000', 'ff0000'],
  ])
})

test('a colour picture as a mask is converted by its brightness', async () => {
  expect(await rows({ mask: picture(['ffffff', 'ffffff00'], ['000000', '000000']) })).toEqual([
    ['ff0000', '20202080'],
    ['303030', '404040'],
  ])
})
