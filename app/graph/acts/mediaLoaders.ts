import type { Node } from '#shared/document/workflow.ts'
import type { MediaKind } from '#shared/ports/value.ts'

/** A node type that brings a medium into a workflow, its input, and the kind that this takes. */
export interface MediaLoader {
  readonly type: string
  readonly port: string
  readonly kind: MediaKind
}

/** A missing kind does not compile. */
export const mediaLoaders: { readonly [K in MediaKind]: MediaLoader } = {
  image: { type: 'local/load-image', port: 'image', kind: 'image' },
  // A mask is a grey picture.
  mask: { type: 'local/load-image', port: 'image', kind: 'image' },
  video: { type: 'local/load-video', port: 'video', kind: 'video' },
  audio: { type: 'local/load-audio', port: 'audio', kind: 'audio' },
  model3d: { type: 'local/load-model3d', port: 'model3d', kind: 'model3d' },
  file: { type: 'local/load-file', port: 'file', kind: 'file' },
}

/** The loader that a node is; null for all others. */
export const loaderOf = ({ type }: Pick<Node, 'type'>): MediaLoader | null =>
  Object.values(mediaLoaders).find((loader) => loader.type === type) ?? null
