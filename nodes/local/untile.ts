import { AppError } from '#shared/errors.ts'
import { defineNode } from '#shared/nodes/defineNode.ts'
import { image, listOf } from '#shared/ports/port.ts'
import type { Pixels } from '#shared/services.ts'
import { checkSize, describeSize, sizeOf } from './pixels/size.ts'
import { join, scaled, tilesOf } from './pixels/tiles.ts'
import { checkTiling, tilingInputs } from './tiling/tilingInputs.ts'

const type = 'local/untile'

/** The tolerated offset of a tile, in pixels: less is not visible, and moving it would soften it. */
const MIN_SHIFT = 0.01

export default defineNode({
  type,
  title: 'Join tiles',
  version: 2,
  category: 'Image',
  heavy: true,
  byPlace: true,
  keywords: ['untile', 'merge', 'join', 'stitch', 'assemble', 'upscale', 'tiles'],
  help:
    'Puts tiles together again; where they overlap they fade into each other, linearly, in sRGB values, colour by its alpha. ' +
    'Tiles that were made larger make a larger picture; where they do not come to lie on whole pixels they are moved, with Lanczos.',
  inputs: {
    tiles: listOf(image('Tiles')),
    image: image('Original', { help: 'The picture that was cut: only its size counts.' }),
    ...tilingInputs,
  },
  outputs: { image: image('Image') },
  check: checkTiling,
  async run(inputs, { services: { images } }) {
    const original = await sizeOf(inputs.image, images)
    const areas = tilesOf(original, inputs)
    const [first] = areas
    if (first === undefined || areas.length !== inputs.tiles.length)
      throw new AppError(
        'input.invalid',
        `A picture of ${describeSize(original)} has ${areas.length} tiles of this size; ${inputs.tiles.length} came.`,
      )
    const tiles: Pixels<4>[] = []
    for (const tile of inputs.tiles) tiles.push(await images.read(tile, 4))
    const tile = tiles[0] ?? first
    const odd = tiles.findIndex(({ width, height }) => width !== tile.width || height !== tile.height)
    if (odd !== -1)
      throw new AppError(
        'input.invalid',
        `Tile ${odd + 1} has another size than the first: ${describeSize(tile)}.`,
      )
    const [across, down] = [tile.width / first.width, tile.height / first.height]
    const size = { width: Math.round(original.width * across), height: Math.round(original.height * down) }
    checkSize(size)
    const placed = scaled(areas, original, size, tile)
    for (const [at, { shift }] of placed.entries()) {
      const pixels = tiles[at]
      if (pixels === undefined || Math.max(Math.abs(shift.x), Math.abs(shift.y)) < MIN_SHIFT) continue
      const { width, height } = tile
      tiles[at] = await images.resize(pixels, tile, 'smooth', { x: -shift.x, y: -shift.y, width, height })
    }
    const joined = join(
      size,
      tiles,
      placed.map(({ area }) => area),
    )
    return { image: await images.write(joined, 'image', { from: 'node', type }) }
  },
})
