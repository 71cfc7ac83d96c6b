import type { Media, MediaKind } from '../ports/value.ts'

/** A row of the asset store without a file: `index` makes its hash, so the same index is the same bytes. */
export function fakeMedia(index: number, kind: MediaKind = 'image', measures: Partial<Media> = {}): Media {
  const mime = kind === 'video' ? 'video/mp4' : kind === 'audio' ? 'audio/mpeg' : 'image/png'
  return {
    media: kind,
    sha256: index.toString(16).padStart(64, '0'),
    mime,
    bytes: 1000 + index,
    ...(mime === 'image/png' && { width: 64, height: 64 }),
    ...measures,
  }
}
