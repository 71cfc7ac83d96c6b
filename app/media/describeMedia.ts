import type { KnownMedia } from './mediaProps.ts'
import { formatClock } from './formatClock.ts'

/** A medium in words, for those who do not see it: `video, 640 by 360 pixels, 0:12`. */
export function describeMedia({ media, width, height, duration, name }: KnownMedia): string {
  const size = width === undefined || height === undefined ? '' : `${width} by ${height} pixels`
  return [kindTexts[media], size, duration === undefined ? '' : formatClock(duration), name ?? '']
    .filter(Boolean)
    .join(', ')
}

/** What each kind is called in the page. */
export const kindTexts: { readonly [K in KnownMedia['media']]: string } = {
  image: 'image',
  mask: 'mask',
  video: 'video',
  audio: 'audio',
  model3d: '3D model',
  file: 'file',
}
