import { z } from 'zod'

/**
 * What becomes of a run of everything in which a node lacks a required input: it is refused, or goes on without that node and
 * all that depends on it.
 */
export const Incomplete = z.enum(['refuse', 'leaveOut'])
export type Incomplete = z.infer<typeof Incomplete>
