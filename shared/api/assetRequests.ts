import { z } from 'zod'
import { Media, Sha256 } from '../ports/value.ts'
import { request } from './request.ts'

/** Media, stored under their SHA-256. */
export const assetRequests = {
  /** Stores a picture from the page, as base64. Rejects with `picture.*`. */
  'asset.keep': request(z.object({ name: z.string().max(300), base64: z.string() }), Media),
  'asset.open': request(z.object({ sha256: Sha256 }), Media),
} as const
