import type { NodeType } from '#shared/nodes/defineNode.ts'
import type { Media, Value, Values } from '#shared/ports/value.ts'
import { isMedia } from '#shared/ports/value.ts'
import { isPicture } from '#shared/media/kinds.ts'
import type { Preview, Shown } from './previewSize.ts'
import { previewOf } from './previewSize.ts'

/** Two pictures that a card shows over each other, and their difference. */
export interface ComparedPictures {
  readonly left: Media
  readonly right: Media
  readonly difference: Media
}

const still = (value: Value | undefined): Media | null =>
  value !== undefined && isMedia(value) && isPicture(value.media) ? value : null

/** What a node compares on its card; null if it compares nothing, or lists. */
export function comparedPictures(type: NodeType | undefined, outputs: Values): ComparedPictures | null {
  if (type?.compares === undefined) return null
  const { compares } = type
  const [left, right, difference] = [compares.left, compares.right, compares.difference].map((port) =>
    still(outputs[port]),
  )
  return left && right && difference ? { left, right, difference } : null
}

/** A picture and the mask on it, which a card shows over each other; null if it shows its outputs side by side. */
export function overlaidMask(
  type: NodeType | undefined,
  outputs: Values,
): { picture: Media; mask: Media } | null {
  if (type?.overlays === undefined) return null
  const [picture, mask] = [still(outputs[type.overlays.picture]), still(outputs[type.overlays.mask])]
  return picture && mask ? { picture, mask } : null
}

/** The outputs that a card shows: for a comparison, the one frame that contains it. */
export function previewFor(type: NodeType | undefined, shown: Shown, width: number): Preview {
  const one = comparedPictures(type, shown.outputs)?.left ?? overlaidMask(type, shown.outputs)?.picture
  return previewOf(one === undefined ? shown : { outputs: { one } }, width)
}

/** The labels of the two pictures. */
export const compareLabels = ({ compares, outputs }: NodeType): readonly [string, string] => [
  outputs[compares?.left ?? '']?.label ?? '',
  outputs[compares?.right ?? '']?.label ?? '',
]
