import type { MediaKind } from '#shared/ports/value.ts'

/** What a file dialog offers for an input of each kind. */
export const acceptedFiles: { readonly [K in MediaKind]: string } = {
  image: 'image/*',
  mask: 'image/*',
  video: 'video/*',
  audio: 'audio/*',
  model3d: '.glb,.gltf,.usdz,.fbx,.ply',
  file: '*/*',
}
