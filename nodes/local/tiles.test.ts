import { expect, test } from 'vitest'
import tile from './tile.ts'
import untile from './untile.ts'
import type { Pixels } from '#shared/services.ts'
import type { Media } from '#shared/ports/value.ts'
import { createBench } from './testing/runNode.ts'

const large: Pixels<4> = {
  width: 100,
  height: 70,
  channels: 4,
  data: Uint8Array.from({ length: 100 * 70 * 4 }, (_, at) => (at * 7) % 256),
}
const tiling = { side: 64, overlap: 16 }

test('a picture is cut, and joined again without a change', async () => {
  const bench = createBench()
  const image = bench.images.add(large)
  const { tiles } = await bench.run(tile, { image, ...tiling })
  expect(tiles).toHaveLength(4)
  const joined = await bench.run(untile, { image, tiles: tiles ?? [], ...tiling })
  expect(bench.images.pixelsOf(joined['image'])).toEqual(large)
})

test('tiles of twice the size make a picture of twice the size', async () => {
  const bench = createBench()
  const image = bench.images.add(large)
  const { tiles } = await bench.run(tile, { image, ...tiling })
  const doubled: Media[] = []
  // The cast is what the node's outputs declare.
  for (const one of tiles as Media[]) {
    const pixels = await bench.images.read(one, 4)
    doubled.push(bench.images.add(await bench.images.resize(pixels, { width: 128, height: 128 }, 'nearest')))
  }
  const joined = await bench.run(untile, { image, tiles: doubled, ...tiling })
  expect(joined['image']).toMatchObject({ width: 200, height: 140 })
})

test('too few tiles are refused with both numbers', async () => {
  const bench = createBench()
  const image = bench.images.add(large)
  await expect(bench.run(untile, { image, tiles: [image], ...tiling })).rejects.toThrow(
    'A picture of 100 × 70 pixels has 4 tiles of this size; 1 came.',
  )
})

test('an overlap of more than half a tile is a problem before the run', () => {
  expect(tile.check?.({ side: 64, overlap: 40 })).toContain('at most half')
  expect(tile.check?.({ side: 64, overlap: 32 })).toBeNull()
})
