import type { NodeType } from '#shared/nodes/defineNode.ts'
import type { MediaKind } from '#shared/ports/value.ts'
import { isMediaKind } from '#shared/ports/value.ts'
import type { CardLayout } from './cardLayout.ts'
import { CARD } from './metrics.ts'

/** Whether a card will show a medium of each kind as large as a picture. */
const large: { readonly [K in MediaKind]: boolean } = {
  image: true,
  mask: true,
  video: true,
  audio: false,
  model3d: true,
  file: false,
}

const isLarge = (kind: string): boolean => isMediaKind(kind) && large[kind]

/**
 * By how many pixels a card grows when its node has run: by a square picture if it makes pictures and shows none yet,
 * and by its foot. 0 for a collapsed card.
 */
export function roomToCome({ outputs }: NodeType, { rows, width, preview, foot }: CardLayout): number {
  if (rows.length === 0) return 0
  const makesPictures = Object.values(outputs).some(({ type }) => isLarge(type.kind))
  return (preview === null && makesPictures ? width : 0) + (foot === null ? CARD.foot : 0)
}
