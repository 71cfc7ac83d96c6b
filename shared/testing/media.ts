import type { Media, MediaKind } from '../ports/value.ts'

const mimes: Readonly<Record<MediaKind, string>> = {
  image: 'image/png',
  mask: 'image/png',
  video: 'video/mp4',
  audio: 'audio/mpeg',
  model3d: 'model/gltf-binary',
  file: 'application/octet-stream',
}

/** A row of the asset store without a file: `index` makes its hash, so the same index is the same bytes. */
export function fakeMedia(index: number, kind: MediaKind = 'image', measures: Partial<Media> = {}): Media {
  const mime = mimes[kind]
  return {
    media: kind,
    sha256: index.toString(16).padStart(64, '0'),
    mime,
    bytes: 1000 + index,
    ...(mime === 'image/png' && { width: 64, height: 64 }),
    ...measures,
  }
}
