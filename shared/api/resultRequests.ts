import { z } from 'zod'
import type { Values } from '../ports/value.ts'
import { JsonValue } from '../ports/jsonValue.ts'
import { Sha256 } from '../ports/value.ts'
import { NodePath } from '../run/address.ts'
import { Gap, ItemCount } from '../run/gap.ts'
import { ResultFilter } from '../media/resultFilter.ts'
import { ResultMakers, ResultRow, ResultDetails, VersionRow } from './records.ts'
import { Id, Empty, Text, request } from './request.ts'

/** A node of the file or draft `workflow`; runs that belong to neither are found by its `name`. */
const nodeOfWorkflow = { workflow: Id.nullable(), name: z.string().max(200), node: NodePath, type: Id }

/** A word or a few that the user sorts results by. */
const Tag = z.string().trim().min(1).max(50)

const Digests = z.array(Sha256).max(1000)

/** A value by port. Its parts were checked where they were made; only the outer shape is checked here. */
const Outputs = z.custom<Values>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
)

/** What a node made when it was last done. Times are wall-clock milliseconds since 1970, `cost` is in US dollars. */
export const NodeResult = z.object({
  node: z.string(),
  /** The run that made it. */
  run: z.string(),
  /** Null if its start is not known. */
  startedAt: z.number().nullable(),
  finishedAt: z.number(),
  outputs: Outputs,
  /** It was reused from an earlier run. */
  reused: z.boolean(),
  /** It ran once per item of a list: each output is a list. Absent where it ran once. */
  fanned: z.boolean().optional(),
  /** The items that are missing, and how many came of how many. Absent if none is missing. */
  gaps: z.array(Gap).optional(),
  got: ItemCount.optional(),
  cost: z.number().nullable(),
})
export type NodeResult = z.infer<typeof NodeResult>

/** What runs have made. */
export const resultRequests = {
  /**
   * The newest result of each of these nodes, whatever became of the run that made it: also if it was interrupted,
   * cancelled or removed from the history. `workflow` is the saved workflow, or the draft of an unsaved one; runs that
   * belong to neither are found by its `name`. `nodes` has the type of each node. Nodes that have made nothing are left
   * out.
   */
  'result.newest': request(
    z.object({ workflow: Id.nullable(), name: z.string().max(200), nodes: z.record(NodePath, Id) }),
    z.array(NodeResult),
  ),
  /**
   * The newest results first; `before` is the `at` of the last known row. Results of the same moment are returned
   * together, so there may be slightly more than `most`.
   */
  'result.list': request(
    z.object({
      before: z.number().nullable(),
      most: z.int().positive().max(200),
      text: z.string().max(200),
      workflowName: z.string().max(2000).nullable(),
      nodeTitle: z.string().max(2000).nullable().default(null),
      nodeType: z.string().max(2000).nullable().default(null),
      kind: ResultFilter.default('all'),
      starred: z.boolean().default(false),
      tag: Tag.nullable().default(null),
    }),
    z.array(ResultRow),
  ),
  /** Marks results of these bytes. A missing field leaves its mark as it is. */
  'result.mark': request(
    z.object({ sha256s: Digests, starred: z.boolean().optional(), tags: z.array(Tag).max(20).optional() }),
    Empty,
  ),
  /**
   * Takes results out of the list. Their files are removed by the next clean-up, `bytes` of them; what workflows, drafts
   * and open runs or jobs need stays, and `needed` counts that.
   */
  'result.delete': request(
    z.object({ sha256s: Digests }),
    z.object({ bytes: z.int().nonnegative(), needed: z.int().nonnegative() }),
  ),
  /** Puts deleted results back into the list. */
  'result.restore': request(z.object({ sha256s: Digests }), Empty),
  /** The versions of a node, each once, newest first; only those with pictures. */
  'result.takes': request(
    z.object({ ...nodeOfWorkflow, most: z.int().positive().max(200) }),
    z.array(VersionRow),
  ),
  /**
   * Removes a version that was made in a run (or brought later by `job`), and equal ones, from that list. Its pictures
   * stay until they are cleaned up.
   */
  'result.removeTake': request(z.object({ ...nodeOfWorkflow, run: Id, job: Id.optional() }), Empty),
  /**
   * Shows a file that a node of a run has saved in its folder: the one at `index` among its files. Rejects with
   * `input.invalid` if the host cannot, or the node has saved no such file, and with `file.unreadable` if it is gone.
   */
  'result.reveal': request(
    z.object({ run: Id, node: NodePath, index: z.int().nonnegative().max(100_000) }),
    Empty,
  ),
  'result.makers': request(Empty, ResultMakers),
  /** What is known about an asset: what made it, from which inputs, or its source. */
  'result.story': request(z.object({ sha256: Sha256 }), ResultDetails),
  /**
   * The workflow of the run that made a result, unchanged, even if the run was removed from the history; and, by node
   * and input, what the user has answered in it, of nodes that ran once. Rejects with `input.invalid`.
   */
  'result.workflow': request(
    z.object({ run: Id }),
    z.object({
      name: z.string(),
      text: Text,
      answers: z.record(NodePath, z.record(z.string(), JsonValue)).exactOptional(),
    }),
  ),
} as const
