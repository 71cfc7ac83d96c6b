import type { PaintStep } from '#shared/mask/painting.ts'
import { toUnits } from '#shared/mask/painting.ts'
import { rasterise } from '#shared/mask/rasterise.ts'
import { isList } from '#shared/ports/value.ts'
import type { Pixels } from '#shared/services.ts'
import type { Property } from './property.ts'
import { apart, draw, make } from './property.ts'

/** A square, a slanted edge that touches the border, and greys, in the size for which lengths are whole units. */
const sources: readonly Pixels<1>[] = [
  draw(64, 64, 1, (x, y) => [x >= 22 && x < 42 && y >= 22 && y < 42 ? 255 : 0]),
  draw(128, 96, 1, (x, y) => [x + 2 * y < 130 ? 255 : 0]),
  draw(64, 33, 1, (x, y) => [(x * 37 + y * 91) % 256]),
]

const paint = ({ width, height, data }: Pixels<1>, step: PaintStep): Pixels<1> => ({
  width,
  height,
  channels: 1,
  data: rasterise({ steps: [step] }, width, height, { mask: { width, height, data } }),
})

async function worst(
  amounts: readonly number[],
  node: (mask: Pixels<1>, amount: number) => Promise<Pixels>,
  step: (by: number) => PaintStep,
): Promise<number> {
  let most = 0
  for (const mask of sources)
    for (const amount of amounts)
      most = Math.max(most, apart(await node(mask, amount), paint(mask, step(toUnits(amount, mask)))))
  return most
}

export const sameness: readonly Property[] = [
  {
    name: 'Grow mask and the grow of Paint mask are the same',
    unit: 'levels',
    most: 0,
    measure: (tools) =>
      worst(
        [1, 2, 3, 5, 16, 31, 100, -1, -2, -4, -16],
        async (one, amount) =>
          make(tools, 'grow-mask', { mask: await tools.pixelContext.put(one), amount }, 'mask'),
        (by) => ({ tool: 'grow', by }),
      ),
  },
  {
    name: 'Feather mask and the feather of Paint mask are the same',
    unit: 'levels',
    most: 0,
    measure: (tools) =>
      worst(
        [1, 2, 3, 4, 8, 16, 40, 200],
        async (one, radius) =>
          make(tools, 'feather-mask', { mask: await tools.pixelContext.put(one), radius }, 'mask'),
        (by) => ({ tool: 'feather', by }),
      ),
  },
  {
    name: 'Untile undoes Tile',
    unit: 'levels',
    most: 0,
    async measure(tools) {
      const picture = draw(301, 97, 4, (x, y) => [x % 256, (x * y) % 256, (y * 5) % 256, 255])
      const image = await tools.pixelContext.put(picture)
      const tile = tools.registry.get('local/tile')
      if (tile === undefined) throw new Error('there is no node tile')
      let most = 0
      for (const [side, overlap] of [
        [64, 0],
        [64, 32],
        [75, 11],
        [512, 8],
      ] as const) {
        const { tiles } = await tools.pixelContext.run(tile, { image, side, overlap })
        if (tiles === undefined || !isList(tiles)) throw new Error('no tiles came')
        most = Math.max(
          most,
          apart(picture, await make(tools, 'untile', { tiles, image, side, overlap }, 'image')),
        )
      }
      return most
    },
  },
]
