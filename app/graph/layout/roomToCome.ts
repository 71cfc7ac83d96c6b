import type { NodeType } from '#shared/nodes/defineNode.ts'
import type { CardLayout } from './cardLayout.ts'
import { CARD } from './metrics.ts'

const PICTURES: ReadonlySet<string> = new Set(['image', 'mask', 'video'])

/**
 * By how many pixels a card grows when its node has run: by a square picture if it makes pictures and shows none yet,
 * and by its foot. 0 for a collapsed card.
 */
export function roomToCome({ outputs }: NodeType, { rows, width, preview, foot }: CardLayout): number {
  if (rows.length === 0) return 0
  const makesPictures = Object.values(outputs).some(({ type }) => PICTURES.has(type.kind))
  return (preview === null && makesPictures ? width : 0) + (foot === null ? CARD.foot : 0)
}
