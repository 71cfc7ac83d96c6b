import { defineNode } from '#shared/nodes/defineNode.ts'
import { image, listOf } from '#shared/ports/port.ts'
import { crop } from './pixels/crop.ts'
import { tilesOf } from './pixels/tiles.ts'
import { checkTiling, tilingInputs } from './tiling/tilingInputs.ts'

const type = 'local/tile'

export default defineNode({
  type,
  title: 'Tile image',
  category: 'Image',
  heavy: true,
  keywords: ['split', 'cut', 'slices', 'upscale', 'pieces', 'grid'],
  help: 'Cuts a picture into overlapping tiles, row by row. Untile puts them together again.',
  inputs: { image: image('Image'), ...tilingInputs },
  outputs: { tiles: listOf(image('Tiles')) },
  check: checkTiling,
  counts({ image: picture, side, overlap }) {
    const { width, height } = picture ?? {}
    if (width === undefined || height === undefined || side === undefined || overlap === undefined) return {}
    return { tiles: tilesOf({ width, height }, { side, overlap }).length }
  },
  async run(inputs, context) {
    const { images } = context.services
    const picture = await images.read(inputs.image, 4)
    const areas = tilesOf(picture, inputs)
    const tiles = []
    for (const [at, area] of areas.entries()) {
      tiles.push(await images.write(crop(picture, area), 'image', { from: 'node', type }))
      context.progress((at + 1) / areas.length)
    }
    return { tiles }
  },
})
