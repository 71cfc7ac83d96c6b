import { expect, test } from 'vitest'
import compare from './compare.ts'
import { picture, rowsOf } from './testing/pixels.ts'
import { createBench } from './testing/runNode.ts'

const bench = createBench()
const first = bench.images.add(picture(['000000', '102030', 'ffffff', '80808000']))

test('two pictures are passed on, with their difference', async () => {
  const second = bench.images.add(picture(['000000', '102838', 'ffff00', '80808040']))
  const made = await bench.run(compare, { first, second, gain: 2 })
  expect(made).toMatchObject({ first, second })
  expect(rowsOf(bench.images.pixelsOf(made['difference']))).toEqual([[0, 16, 255, 128]])
})

test.each([
  ['ff000000', '00ff0000', 0],
  ['ff000001', '00ff0001', 1],
  ['ff000080', '00ff0080', 128],
  ['ffffff80', 'ffffff40', 64],
  ['000000ff', 'c8c8c8c8', 212],
])('colour counts by its opacity: %s and %s are %i apart', async (one, other, apart) => {
  const [first, second] = [bench.images.add(picture([one])), bench.images.add(picture([other]))]
  const made = await bench.run(compare, { first, second, gain: 1 })
  expect(rowsOf(bench.images.pixelsOf(made['difference']))).toEqual([[apart]])
})

test('a second picture of another size is scaled to the first', async () => {
  const second = bench.images.add(picture(['000000', 'ffffff']))
  const { difference } = await bench.run(compare, { first, second, gain: 1 })
  expect(difference).toMatchObject({ width: 4, height: 1 })
})
