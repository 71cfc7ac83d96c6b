import { z } from 'zod'
import { isMediaKind, mediaKinds, MediaKind } from '../media/kinds.ts'

/** The kinds of value that flow along edges. An enum is a `text` whose port has choices. */
export const ValueKind = z.enum(['text', 'number', 'integer', 'boolean', ...mediaKinds, 'lora', 'json'])
export type ValueKind = z.infer<typeof ValueKind>

export { isMediaKind, MediaKind }

const sha256 = /^[0-9a-f]{64}$/
export const Sha256 = z.string().regex(sha256)

/**
 * A picture, mask, film, sound, 3D model, or a file of any other format: a row in the asset store. `sha256` is of the
 * file's bytes, `bytes` their number, `width` and `height` are in pixels, `duration` is in seconds, `fps` the frames per
 * second of a film: absent where they are not known. `path` is set once a copy was saved for the user, `name` is the
 * file's original name.
 */
export const Media = z.object({
  media: MediaKind,
  sha256: Sha256,
  mime: z.string(),
  bytes: z.int().nonnegative(),
  width: z.int().positive().optional(),
  height: z.int().positive().optional(),
  duration: z.number().positive().optional(),
  fps: z.number().positive().optional(),
  path: z.string().optional(),
  name: z.string().max(300).optional(),
})
export type Media = z.infer<typeof Media>

/** LoRA weights by URL or repository id, with their scale. */
export const Lora = z.object({ path: z.string(), scale: z.number() })
export type Lora = z.infer<typeof Lora>

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** A value of a port during a run. Lists are arrays; media are rows of the asset store. */
export type Value = Json | Media | Lora | readonly Value[]

export type Values = Readonly<Record<string, Value>>

/** How a workflow file names a picture: a file beside it, an asset of this library, or a public address. */
export const MediaLiteral = z.union([
  z.object({ file: z.string().min(1) }),
  z.object({ asset: Sha256 }),
  z.string().regex(/^(https?:\/\/|data:)/),
])
export type MediaLiteral = z.infer<typeof MediaLiteral>

/** `Array.isArray` for read-only lists, which its type does not cover. */
export function isList(value: Json | undefined): value is readonly Json[]
export function isList(value: Value | undefined): value is readonly Value[]
export function isList(value: unknown): boolean {
  return Array.isArray(value)
}

/** Recognizes a row of the asset store by its kind and a well-formed hash. */
export function isMedia(value: unknown): value is Media {
  if (typeof value !== 'object' || value === null || !('media' in value) || !('sha256' in value)) return false
  const { media, sha256: hash } = value
  return typeof media === 'string' && isMediaKind(media) && typeof hash === 'string' && sha256.test(hash)
}
