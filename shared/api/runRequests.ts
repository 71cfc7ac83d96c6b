import { z } from 'zod'
import { JsonValue } from '../ports/jsonValue.ts'
import { ItemPath, NodePath } from '../run/address.ts'
import { RunEvent } from '../run/run.ts'
import { DrawnSeeds, RunRow } from './records.ts'
import { Mode } from '../catalogue/mode.ts'
import { Approval, RunForecast } from '../run/approval.ts'
import { Incomplete } from '../run/incomplete.ts'
import { RunOutline } from '../run/outline.ts'
import { Id, Empty, Text, request } from './request.ts'
import { UncancelledJob } from './uncancelled.ts'

/** Single runs: their estimated cost, their start, and actions on them. */
export const runRequests = {
  /**
   * Queues a run, and returns what it will do: `forecast` is null if that could not be computed. Rejects with
   * `workflow.invalid` (`data.problems`), `account.key`, and with `approval.needed` (`data.forecast`, `data.notices`)
   * if it costs more than the settings allow without asking, and `approved` does not cover that.
   */
  'run.start': request(
    z.object({
      text: Text,
      workflow: Id.nullable(),
      targets: z.array(Id).nullable(),
      fresh: z.boolean(),
      incomplete: Incomplete.default('leaveOut'),
      /**
       * `first`: before the waiting runs; `used`: the seeds that the previous run used, from which counting continues.
       */
      first: z.boolean(),
      used: DrawnSeeds.optional(),
      approved: Approval.optional(),
      /** The mode that the user saw. Rejects with `input.invalid` if another window has changed it since. */
      mode: Mode.optional(),
    }),
    z.object({
      run: Id,
      seeds: DrawnSeeds,
      plan: RunOutline.extend({ forecast: RunForecast.nullable() }),
    }),
  ),
  /**
   * Estimates the cost of a run with the current settings, without spending anything. Rejects with `workflow.invalid`,
   * `account.key`.
   */
  'run.plan': request(
    z.object({
      text: Text,
      targets: z.array(Id).nullable(),
      fresh: z.boolean(),
      incomplete: Incomplete.default('leaveOut'),
      used: DrawnSeeds.optional(),
    }),
    RunForecast,
  ),
  /**
   * Cancels a run. Of an interrupted one each job is cancelled at its engine: `left` has those that could not be, because
   * the engine has no key, or another one. They are taken up when it has theirs. Absent if there are none.
   */
  'run.cancel': request(z.object({ run: Id }), z.object({ left: z.array(UncancelledJob).optional() })),
  'run.cancelNode': request(z.object({ run: Id, node: NodePath }), Empty),
  /** Answers the prompt of a run: `value` becomes the value of the input. Rejects with `input.invalid`. */
  'run.answer': request(z.object({ run: Id, node: NodePath, item: ItemPath, value: JsonValue }), Empty),
  /**
   * Finishes an interrupted or cancelled run, or what failed of one. What is left of it is held to the limit as `run.start` is. Who found
   * the run `uncancelled` a while ago means it only as long as nobody has cancelled it: rejects with `input.invalid` then.
   */
  'run.resume': request(
    z.object({ run: Id, approved: Approval.optional(), uncancelled: z.literal(true).optional() }),
    z.object({ plan: RunOutline }),
  ),
  /**
   * Runs again what failed of a run, and what needs it: all other results are used. An unknown job is not submitted
   * again by this. Held to the limit as `run.start` is. Rejects with `input.invalid` for a run of which nothing failed.
   */
  'run.retry': request(z.object({ run: Id, approved: Approval.optional() }), z.object({ plan: RunOutline })),
  /** Moves a waiting run to a position in the queue, from 0. */
  'run.move': request(z.object({ run: Id, place: z.int().nonnegative() }), Empty),
  /** A run as it was: its workflow, and every event so far. */
  'run.open': request(
    z.object({ run: Id }),
    z.object({ row: RunRow, text: Text, events: z.array(RunEvent) }),
  ),
} as const
