import { expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import mergeChannels from './mergeChannels.ts'
import splitChannels from './splitChannels.ts'
import { mask, picture, rowsOf } from './testing/pixels.ts'
import { createBench } from './testing/runNode.ts'

const colours = picture(['10203040', 'a0b0c0'])

test('a picture is split into its four channels', async () => {
  const bench = createBench()
  const made = await bench.run(splitChannels, { image: bench.images.add(colours) })
  const rows = ['red', 'green', 'blue', 'alpha'].map((name) => rowsOf(bench.images.pixelsOf(made[name])))
  expect(rows).toEqual([[[0x10, 0xa0]], [[0x20, 0xb0]], [[0x30, 0xc0]], [[0x40, 0xff]]])
})

test('what was split merges into the same picture', async () => {
  const bench = createBench()
  const parts = await bench.run(splitChannels, { image: bench.images.add(colours) })
  const merged = await bench.run(mergeChannels, parts)
  expect(bench.images.pixelsOf(merged['image'])).toEqual(colours)
})

test('without alpha the picture is opaque', async () => {
  const bench = createBench()
  const one = bench.images.add(mask([7]), 'mask')
  const { image } = await bench.run(mergeChannels, { red: one, green: one, blue: one })
  expect(bench.images.pixelsOf(image)).toEqual(picture(['070707']))
})

test('channels of other sizes are refused with their names', async () => {
  const bench = createBench()
  const [one, two] = [bench.images.add(mask([7]), 'mask'), bench.images.add(mask([7, 7]), 'mask')]
  await expect(bench.run(mergeChannels, { red: one, green: one, blue: two })).rejects.toThrow(
    new AppError('input.invalid', 'Red has 1 × 1 pixels and blue 2 × 1 pixels: resize one of them first.'),
  )
})
