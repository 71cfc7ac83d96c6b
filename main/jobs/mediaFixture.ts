import type { InlineLimits, MediaLimits, MediaTarget } from './mediaLimits.ts'

const MIB = 2 ** 20
const picture: InlineLimits = {
  bytes: 6 * MIB,
  pixels: 32_000_000,
  types: ['image/png', 'image/jpeg', 'image/webp'],
}
const anySize = {
  image: Infinity,
  mask: Infinity,
  video: Infinity,
  audio: Infinity,
  model3d: Infinity,
  file: Infinity,
}

/** An engine that takes pictures in the request, and everything from an address. */
export const pictureLimits: MediaLimits = {
  request: 64 * MIB,
  inline: { image: picture, mask: picture, video: null, audio: null, model3d: null, file: null },
  fetched: anySize,
  upload: null,
  ownOutputs: 15 * 60_000,
}

/** As the engine of these tests is called. */
export const acme: MediaTarget = { title: 'Acme', limits: pictureLimits }

/** The same with uploads of its own. */
export const acmeWithUploads: MediaTarget = {
  title: 'Acme',
  limits: { ...pictureLimits, upload: { bytes: Infinity, lifetime: 60 * 60_000 } },
}
