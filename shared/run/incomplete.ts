import { z } from 'zod'

/**
 * What happens to a run of the whole workflow in which a node lacks a required input: it is refused, or runs without
 * that node and all that depends on it.
 */
export const Incomplete = z.enum(['refuse', 'leaveOut'])
export type Incomplete = z.infer<typeof Incomplete>
