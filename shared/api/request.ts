import { z } from 'zod'

/** The id of something on the host: a run, a job, a node, a request of an engine. */
export const Id = z.string().min(1).max(200)

/** A file that was uploaded to the host before: the id that the upload was answered with. A request uses it up. */
export const Upload = Id

export const Empty = z.object({})

/**
 * The maximum length of a workflow's text in characters: more than a file may have, because its reader reports with a
 * readable error that it is too large.
 */
export const Text = z.string().max(16 * 2 ** 20)

/** The name of a workflow. */
export const Name = z.string().trim().min(1).max(200)

/** Which page it is; null if that does not matter. */
export const By = z.string().max(100).nullable().default(null)

/** One request of a table: its input and output schemas. */
export const request = <I extends z.ZodObject, O extends z.ZodType>(input: I, output: O) => ({
  input,
  output,
})
