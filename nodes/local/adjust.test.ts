import { expect, test } from 'vitest'
import adjust from './adjust.ts'
import edgeMap from './edgeMap.ts'
import { picture, pixelsOf } from './testing/pixels.ts'
import { createBench } from './testing/runNode.ts'
import turn from './turn.ts'

const before = picture(['102030', '405060'])

test.each([
  [adjust, { saturation: -1 }, [['1d1d1d', '4d4d4d']]],
  [turn, { turn: '90° clockwise' }, [['102030'], ['405060']]],
  [turn, { across: true }, [['405060', '102030']]],
])('$type with %o', async (type, inputs, after) => {
  const bench = createBench()
  const { image } = await bench.run(type, { image: bench.images.add(before), ...inputs })
  expect(pixelsOf(bench.images.pixelsOf(image))).toEqual(after)
  expect(bench.images.originOf(image)).toEqual({ from: 'node', type: type.type })
})

test.each([adjust, turn])('$type without any change passes the picture on as it is', async (type) => {
  const bench = createBench()
  const image = bench.images.add(before)
  expect(await bench.run(type, { image })).toEqual({ image })
})

test('an edge map is black where nothing is, and white when inverted', async () => {
  const bench = createBench()
  const image = bench.images.add(before)
  const lines = await bench.run(edgeMap, { image, blur: 0 })
  expect(pixelsOf(await bench.images.read(lines['image'] as never, 4))).toEqual([['000000', '000000']])
  const inverted = await bench.run(edgeMap, { image, blur: 0, invert: true })
  expect(pixelsOf(await bench.images.read(inverted['image'] as never, 4))).toEqual([['ffffff', 'ffffff']])
})

test.each([
  [2, [0.375, 0.75, 0.875, 1]],
  [0, [0.5, 1]],
])('an edge map with blur %i reports its progress', async (blur, expected) => {
  const bench = createBench()
  const high = picture(...Array.from({ length: 128 }, () => Array.from({ length: 32 }, () => '000000')))
  await bench.run(edgeMap, { image: bench.images.add(high), blur })
  expect(bench.progress).toEqual(expected)
})

test('a minimum above the maximum is a problem before the run', () => {
  expect(edgeMap.check?.({ low: 0.5, high: 0.2 })).toBe('Low is 0.5 and High 0.2: Low must not be above High')
})
