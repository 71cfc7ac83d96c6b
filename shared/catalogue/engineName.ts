import { z } from 'zod'

export const EngineName = z.enum(['practice', 'runcomfy'])
export type EngineName = z.infer<typeof EngineName>
