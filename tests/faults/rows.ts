import { z } from 'zod'

/** A line of `jobs --json`. */
export const JobRow = z.object({
  id: z.string(),
  state: z.string(),
  run: z.string(),
  node: z.string(),
  item: z.string(),
  endpoint: z.string(),
  requestId: z.string().nullable(),
  error: z.object({ code: z.string(), message: z.string() }).optional(),
  media: z.array(z.object({ sha256: z.string(), bytes: z.number() })).optional(),
})
export type JobRow = z.infer<typeof JobRow>

/** A line of `runs --json`. */
export const RunRow = z.object({ id: z.string(), name: z.string(), state: z.string() })
export type RunRow = z.infer<typeof RunRow>

/** The lines of a command with `--json`, one object each. Throws if one is not an object. */
export function readRows<T>(stdout: string, row: z.ZodType<T>): T[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => row.parse(JSON.parse(line)))
}
