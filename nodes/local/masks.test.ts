import { expect, test } from 'vitest'
import featherMask from './featherMask.ts'
import growMask from './growMask.ts'
import invertMask from './invertMask.ts'
import { mask, picture, rowsOf } from './testing/pixels.ts'
import { createBench } from './testing/runNode.ts'

const row = [0, 0, 0, 255, 255, 255, 255]

test.each([
  [invertMask, {}, [255, 255, 255, 0, 0, 0, 0]],
  [growMask, { amount: 2 }, [0, 255, 255, 255, 255, 255, 255]],
  [growMask, { amount: -2 }, [0, 0, 0, 0, 0, 255, 255]],
  [growMask, { amount: 0 }, row],
  [featherMask, { radius: 2 }, [1, 15, 77, 178, 240, 254, 255]],
  [featherMask, { radius: 1 }, [0, 2, 27, 228, 253, 255, 255]],
  [featherMask, { radius: 0 }, row],
])('$type with %o', async (type, inputs, expected) => {
  const bench = createBench()
  const made = await bench.run(type, { mask: bench.images.add(mask(row), 'mask'), ...inputs })
  expect(made['mask']).toMatchObject({ media: 'mask', width: 7, height: 1 })
  expect(rowsOf(bench.images.pixelsOf(made['mask']))).toEqual([expected])
})

test('a colour picture is converted to a mask by its brightness', async () => {
  const bench = createBench()
  const made = await bench.run(invertMask, { mask: bench.images.add(picture(['ff0000', 'ffffff00'])) })
  expect(rowsOf(bench.images.pixelsOf(made['mask']))).toEqual([[179, 255]])
})

test("a node's output names its source", async () => {
  const bench = createBench()
  const media = bench.images.add(mask(row), 'mask')
  for (const type of [invertMask, growMask, featherMask]) {
    const { mask: made } = await bench.run(type, { mask: media })
    expect(bench.images.originOf(made)).toEqual({ from: 'node', type: type.type })
  }
})

test.each([1, 5, 22, 24, 512])('a white mask stays white when it is feathered by %i', async (radius) => {
  const bench = createBench()
  const white = mask(...Array.from({ length: 9 }, () => [255, 255, 255, 255]))
  const made = await bench.run(featherMask, { mask: bench.images.add(white, 'mask'), radius })
  expect(bench.images.pixelsOf(made['mask'])).toEqual(white)
})

test('growing reports its progress', async () => {
  const bench = createBench()
  const half = Array.from({ length: 40 }, (_, x) => (x < 20 ? 255 : 0))
  const high = mask(...Array.from({ length: 128 }, () => half))
  await bench.run(growMask, { mask: bench.images.add(high, 'mask'), amount: 5 })
  expect(bench.progress).toEqual([0.5, 1])
})
