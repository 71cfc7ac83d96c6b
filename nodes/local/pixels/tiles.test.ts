import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { picture } from '../testing/pixels.ts'
import { crop } from './crop.ts'
import { join, tilesOf } from './tiles.ts'

test.each([
  [{ width: 100, height: 50 }, { side: 200, overlap: 10 }, [[0, 0, 100, 50]]],
  [
    { width: 100, height: 40 },
    { side: 60, overlap: 20 },
    [
      [0, 0, 60, 40],
      [40, 0, 60, 40],
    ],
  ],
  [
    { width: 5, height: 4 },
    { side: 3, overlap: 1 },
    [
      [0, 0, 3, 3],
      [2, 0, 3, 3],
      [0, 1, 3, 3],
      [2, 1, 3, 3],
    ],
  ],
])('%o cut by %o', (size, tiling, areas) => {
  expect(tilesOf(size, tiling).map(({ x, y, width, height }) => [x, y, width, height])).toEqual(areas)
})

const sizes = fc.record({ width: fc.integer({ min: 1, max: 60 }), height: fc.integer({ min: 1, max: 60 }) })
const tilings = fc
  .integer({ min: 2, max: 40 })
  .chain((side) =>
    fc.record({ side: fc.constant(side), overlap: fc.integer({ min: 0, max: Math.floor(side / 2) }) }),
  )

test('tiles cover the picture, stay in it, have one size, and overlap as requested', () => {
  fc.assert(
    fc.property(sizes, tilings, (size, tiling) => {
      const areas = tilesOf(size, tiling)
      const rows = [...new Set(areas.map(({ y }) => y))]
      const columns = [...new Set(areas.map(({ x }) => x))]
      const { width = 0, height = 0 } = areas[0] ?? {}
      for (const [starts, tile, length] of [
        [columns, width, size.width],
        [rows, height, size.height],
      ] as const) {
        expect([starts[0], (starts.at(-1) ?? 0) + tile]).toEqual([0, length])
        starts.slice(1).forEach((start, at) => {
          expect((starts[at] ?? 0) + tile - start).toBeGreaterThanOrEqual(tiling.overlap)
        })
      }
      expect(areas.every((area) => area.width === width && area.height === height)).toBe(true)
    }),
  )
})

test('the tiles join to exactly the same picture', () => {
  const pixels = sizes.chain(({ width, height }) =>
    fc
      .uint8Array({ minLength: width * height * 4, maxLength: width * height * 4 })
      .map((data) => ({ width, height, channels: 4 as const, data })),
  )
  fc.assert(
    fc.property(pixels, tilings, (whole, tiling) => {
      const areas = tilesOf(whole, tiling)
      expect(
        join(
          whole,
          areas.map((area) => crop(whole, area)),
          areas,
        ),
      ).toEqual(whole)
    }),
    { numRuns: 50 },
  )
})

test('the hidden colour of a transparent tile does not bleed where another fades over it', () => {
  const [red, hidden] = [
    picture(['ff0000', 'ff0000', 'ff0000']),
    picture(['00ff0000', '00ff0000', '00ff0000']),
  ]
  const areas = [
    { x: 0, y: 0, width: 3, height: 1 },
    { x: 1, y: 0, width: 3, height: 1 },
  ]
  expect(join({ width: 4, height: 1 }, [red, hidden], areas)).toEqual(
    picture(['ff0000', 'ff0000aa', 'ff000055', '00ff0000']),
  )
  const faint = picture(['0000ff80', '0000ff80', '0000ff80'])
  // At a third and two thirds of the way, each colour by its weight and its alpha.
  expect(join({ width: 4, height: 1 }, [red, faint], areas)).toEqual(
    picture(['ff0000', 'cc0033d5', '7f0080aa', '0000ff80']),
  )
})

test('where two tiles differ they fade into each other', () => {
  const [black, white] = [picture(['000000', '000000', '000000']), picture(['ffffff', 'ffffff', 'ffffff'])]
  const areas = [
    { x: 0, y: 0, width: 3, height: 1 },
    { x: 1, y: 0, width: 3, height: 1 },
  ]
  expect(join({ width: 4, height: 1 }, [black, white], areas)).toEqual(
    picture(['000000', '555555', 'aaaaaa', 'ffffff']),
  )
})
