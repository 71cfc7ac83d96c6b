import { z } from 'zod'
import type { Values } from '../ports/value.ts'
import { Id, request } from './request.ts'

/** A value by port. Its parts were checked where they were made; here only the outer shape is. */
const Outputs = z.custom<Values>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
)

/** What a node made the last time it was done. Times are wall-clock milliseconds since 1970, `cost` is in US dollars. */
export const NodeResult = z.object({
  node: z.string(),
  /** Null where it is not known when it began. */
  startedAt: z.number().nullable(),
  finishedAt: z.number(),
  outputs: Outputs,
  /** It was known before that run. */
  reused: z.boolean(),
  /** It ran once per item of a list: each output is a list. Absent where it ran once. */
  fanned: z.boolean().optional(),
  cost: z.number().nullable(),
})
export type NodeResult = z.infer<typeof NodeResult>

export const resultRequests = {
  /**
   * The newest result of each of these nodes, whatever became of the run that made it: it was interrupted, it was cancelled, it
   * is not in the history any more. `workflow` is the kept workflow, or the draft of one that was never saved; runs that belong to neither are found by its `name`.
   * `nodes` has the type of each node. A node that has made nothing is left out.
   */
  'result.newest': request(
    z.object({ workflow: Id.nullable(), name: z.string().max(200), nodes: z.record(Id, Id) }),
    z.array(NodeResult),
  ),
} as const
