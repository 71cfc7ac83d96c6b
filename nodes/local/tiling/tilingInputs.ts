import { integer, withDefault } from '#shared/ports/port.ts'

/** The inputs for tiles: the same for cutting and for joining. */
export const tilingInputs = {
  side: withDefault(
    integer('Tile side', {
      help: 'The longest side of a tile, in pixels.',
      limits: { minimum: 64, maximum: 4096 },
    }),
    1024,
  ),
  overlap: withDefault(
    integer('Overlap', {
      help: 'How far neighbours reach into each other at the least, in pixels.',
      limits: { minimum: 0, maximum: 2048 },
    }),
    64,
  ),
}

/** What is wrong with them, or null. */
export const checkTiling = ({ side, overlap }: { readonly side?: number; readonly overlap?: number }) =>
  side !== undefined && overlap !== undefined && overlap * 2 > side
    ? `The overlap is ${overlap} pixels: at most half of the tile's ${side} can be`
    : null
