import { z } from 'zod'

/** What stands for a thing of the host's: a run, a job, a node, a request of an engine. */
export const Id = z.string().min(1).max(200)

export const Nothing = z.object({})

/** One request of a table: what is given, and what comes back. */
export const request = <I extends z.ZodObject, O extends z.ZodType>(input: I, output: O) => ({
  input,
  output,
})
