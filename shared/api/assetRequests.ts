import { z } from 'zod'
import { Media, Sha256 } from '../ports/value.ts'
import { Empty, Upload, request } from './request.ts'

/** The maximum size of a poster, in bytes: of 512 pixels a side it has a tenth of that. */
export const MAX_POSTER_BYTES = 500_000

/** Media, stored under their SHA-256. */
export const assetRequests = {
  /** Stores an uploaded file. Its kind follows from its bytes. Rejects with `picture.*`, `file.*`. */
  'asset.keep': request(z.object({ name: z.string().max(300), upload: Upload }), Media),
  /**
   * Stores the poster of a video, audio file or 3D model, which only a page can make: a picture as base64, at most
   * `MAX_POSTER_BYTES`. Rejects with `input.invalid` for pictures, `picture.broken` for anything that is no picture, and
   * `file.unreadable` if there is no such asset.
   */
  'asset.keepPoster': request(
    z.object({ sha256: Sha256, base64: z.base64().max(MAX_POSTER_BYTES * 1.4) }),
    Empty,
  ),
  'asset.open': request(z.object({ sha256: Sha256 }), Media),
} as const
