import { z } from 'zod'

/** What an engine charges for one unit of an endpoint, as it said at a time. */
export const UnitPrice = z.object({
  /** In decimal digits, as in `0.025`. */
  price: z.string().regex(/^\d{1,15}(\.\d{1,40})?$/),
  /** As published: `images`, `megapixels`, `second`. */
  unit: z.string().max(80),
  /** As in `USD`. */
  currency: z.string().max(16),
  /** A list price: with other options a job may cost more. */
  atLeast: z.boolean(),
  /** Wall-clock milliseconds since 1970. */
  at: z.number(),
})
export type UnitPrice = z.infer<typeof UnitPrice>
