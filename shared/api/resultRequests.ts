import { z } from 'zod'
import type { Values } from '../ports/value.ts'
import { Sha256 } from '../ports/value.ts'
import { ResultMakers, ResultRow, ResultDetails, VersionRow } from './records.ts'
import { Id, Empty, Text, request } from './request.ts'

/** A node of what is kept under `workflow`, as a file or a draft; runs that belong to neither are found by its `name`. */
const nodeOfWorkflow = { workflow: Id.nullable(), name: z.string().max(200), node: Id, type: Id }

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

/** What runs have made. */
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
  /** The newest results first; `before` is the `at` of the last row that is known. Those of one moment come together, so
   *  there may be some more than `most`. */
  'result.list': request(
    z.object({
      before: z.number().nullable(),
      most: z.int().positive().max(200),
      text: z.string().max(200),
      workflowName: z.string().max(2000).nullable(),
      nodeTitle: z.string().max(2000).nullable().default(null),
      nodeType: z.string().max(2000).nullable().default(null),
      kind: z.enum(['pictures', 'masks', 'all']).default('all'),
    }),
    z.array(ResultRow),
  ),
  /** What a node of a workflow has made, each once, the newest first, as far as there are pictures in it. */
  'result.takes': request(
    z.object({ ...nodeOfWorkflow, most: z.int().positive().max(200) }),
    z.array(VersionRow),
  ),
  /** Takes what a node made in a run (or `job` brought later), and its likes, out of that list. Its pictures stay until they
   *  are cleaned up. */
  'result.removeTake': request(z.object({ ...nodeOfWorkflow, run: Id, job: Id.optional() }), Empty),
  'result.makers': request(Empty, ResultMakers),
  /** What is known of an asset: what made it, of what, or where it came from. */
  'result.story': request(z.object({ sha256: Sha256 }), ResultDetails),
  /** The workflow of the run that made a result, as it was, also where the run was taken out of the history. Rejects with
   *  `input.invalid`. */
  'result.workflow': request(z.object({ run: Id }), z.object({ name: z.string(), text: Text })),
} as const
