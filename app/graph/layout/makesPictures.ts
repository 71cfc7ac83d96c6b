import type { NodeType } from '#shared/nodes/defineNode.ts'
import type { MediaKind } from '#shared/ports/value.ts'
import { isMediaKind } from '#shared/ports/value.ts'

/** Whether a card will show a medium of each kind as large as a picture. */
const large: { readonly [K in MediaKind]: boolean } = {
  image: true,
  mask: true,
  video: true,
  audio: false,
  model3d: true,
  file: false,
}

/** Whether a node makes what its card shows as a picture: its card has room for it from the start. */
export const makesPictures = ({ outputs }: Pick<NodeType, 'outputs'>): boolean =>
  Object.values(outputs).some(({ type }) => isMediaKind(type.kind) && large[type.kind])
