import type { InlineLimits, MediaLimits } from '#main/jobs/mediaLimits.ts'

const MIB = 2 ** 20
const MB = 1_000_000

// In the request, the limits of RunComfy's own nodes; from an address, those of its documentation.
const picture: InlineLimits = {
  bytes: 6 * MIB,
  pixels: 32_000_000,
  types: ['image/png', 'image/jpeg', 'image/webp'],
}

export const mediaLimits: MediaLimits = {
  request: 64 * MIB,
  inline: {
    image: picture,
    mask: picture,
    video: { bytes: 32 * MIB },
    audio: { bytes: 16 * MIB },
    model3d: null,
    file: null,
  },
  fetched: {
    image: 50 * MB,
    mask: 50 * MB,
    video: 100 * MB,
    audio: Infinity,
    model3d: Infinity,
    file: Infinity,
  },
  upload: null,
  // No time is documented: outputs disappear gradually.
  ownOutputs: 15 * 60_000,
}
