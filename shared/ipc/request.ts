import { z } from 'zod'

/** A request of the contract: what goes in and what comes back. */
export const request = <I extends z.ZodObject, O extends z.ZodType>(input: I, output: O) => ({
  input,
  output,
})

export const Nothing = z.object({})
