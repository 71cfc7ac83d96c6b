import { z } from 'zod'

/** What stands for a thing of the host's: a run, a job, a node, a request of an engine. */
export const Id = z.string().min(1).max(200)

export const Empty = z.object({})

/** The most characters of a workflow's text: more than a file may have, for its reader says in words that it is too large. */
export const Text = z.string().max(16 * 2 ** 20)

/** What a person calls a workflow. */
export const Name = z.string().trim().min(1).max(200)

/** Which page it is; null where that is of no account. */
export const By = z.string().max(100).nullable().default(null)

/** One request of a table: what is given, and what comes back. */
export const request = <I extends z.ZodObject, O extends z.ZodType>(input: I, output: O) => ({
  input,
  output,
})
