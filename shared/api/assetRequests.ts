import { z } from 'zod'
import { Media, Sha256 } from '../ports/value.ts'
import { Empty, Upload, request } from './request.ts'

/** Media, stored under their SHA-256. */
export const assetRequests = {
  /**
   * Stores an uploaded file. Its kind follows from its bytes, unless it is wanted as a file, whatever it is. Rejects with
   * `picture.*`, `file.*`.
   */
  'asset.keep': request(
    z.object({ name: z.string().max(300), upload: Upload, as: z.literal('file').optional() }),
    Media,
  ),
  /**
   * Stores the poster of a video, audio file or 3D model, which only a page can make: an uploaded picture. Rejects with
   * `input.invalid` for pictures, `picture.large` above half a megabyte, `picture.broken` for anything that is no
   * picture, and `file.unreadable` if there is no such asset.
   */
  'asset.keepPoster': request(z.object({ sha256: Sha256, upload: Upload }), Empty),
  'asset.open': request(z.object({ sha256: Sha256 }), Media),
} as const
