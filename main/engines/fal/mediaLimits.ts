import type { InlineLimits, MediaLimits } from '#main/jobs/mediaLimits.ts'

const MIB = 2 ** 20

// Files are uploaded. Some models also take data URIs, without a documented limit: small pictures are sent so where an
// upload failed.
const picture: InlineLimits = { bytes: 6 * MIB, types: ['image/png', 'image/jpeg', 'image/webp'] }

export const mediaLimits = {
  request: 64 * MIB,
  inline: { image: picture, mask: picture, video: null, audio: null, model3d: null, file: null },
  // What a model fetches, it fetches from anywhere, in any size.
  fetched: {
    image: Infinity,
    mask: Infinity,
    video: Infinity,
    audio: Infinity,
    model3d: Infinity,
    file: Infinity,
  },
  // The account says how long files are stored.
  upload: { bytes: Infinity, lifetime: 60 * 60_000 },
  ownOutputs: 15 * 60_000,
} as const satisfies MediaLimits
