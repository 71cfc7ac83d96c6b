import { z } from 'zod'

/** What an engine can guarantee, declared by each for everything: nothing is assumed of any. */
export const EngineCapabilities = z.object({
  /** Whether two submits with the same key are one job. */
  idempotencyKey: z.boolean(),
  /** How it can prove that a submit whose answer was lost had arrived. It never proves that one had not. */
  findsLostSubmits: z.enum(['never', 'by listing', 'by key']),
  /** What it says of the price before a job. */
  quote: z.enum(['nothing', 'list price', 'unit price', 'range']),
  /** How the charge of a job becomes known. */
  actualCost: z.enum(['never', 'reported', 'units']),
  /** Whether files can be uploaded to it. */
  upload: z.boolean(),
  /** What a cancel does to a job that has started. */
  stopsRunningJobs: z.enum(['nothing', 'requested', 'charged']),
  /** How long it stores outputs. */
  outputLifetime: z.enum(['limited', 'hour', 'day', 'set per account']),
})
export type EngineCapabilities = z.infer<typeof EngineCapabilities>
