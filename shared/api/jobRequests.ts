import { z } from 'zod'
import { EngineId } from '../catalogue/engineId.ts'
import { Media } from '../ports/value.ts'
import { Approval } from '../run/approval.ts'
import { RunOutline } from '../run/outline.ts'
import { Id, Empty, request } from './request.ts'

/** A property that differs between a request and its job. Texts are truncated. */
export const RequestDifference = z.object({
  /** `nothing returned`: the engine returns nothing by which the job could be recognized. */
  what: z.enum(['model', 'input', 'time', 'nothing returned']),
  /** For an input: its name. */
  field: z.string().optional(),
  /** The job's value and the request's value; a time in ISO 8601. */
  job: z.string(),
  request: z.string(),
})
export type RequestDifference = z.infer<typeof RequestDifference>

/** A request as its engine reports it, beside the job that it may belong to. */
export const FoundRequest = z.object({
  requestId: z.string(),
  /** The engine of the job, and its endpoint there. */
  engine: EngineId,
  modelId: z.string(),
  /** The engine's own name for its state. */
  status: z.string(),
  differences: z.array(RequestDifference),
  /** A preview: the first picture that it made; null if there is none. */
  media: Media.nullable(),
})
export type FoundRequest = z.infer<typeof FoundRequest>

/**
 * The run in which an unknown job continues: `run` is the one in which the user saw it; null: the first run that
 * requested it.
 */
const metIn = Id.nullable().default(null)

/**
 * Resumes a run: the amount that the user has approved for the rest of it. If an approval is needed and missing, the
 * run stays as it is, `needsApproval` says so, and `run.resume` asks for it.
 */
const approved = Approval.optional()
const needsApproval = z.literal(true).optional()
/** What the run that goes on will do; absent where it does not. */
const plan = RunOutline.optional()

/**
 * The user's decisions about single jobs. Each rejects with `input.invalid` if there is no such job, or if it is not in
 * the required state.
 */
export const jobRequests = {
  /**
   * Names the request of an unknown job; its run continues with it. Asks the engine first: a request that it does not
   * know rejects with `job.lost` and changes nothing. A request that differs from the job is returned instead of
   * attached, unless `confirm` is set. Also rejects with `account.key`, `engine.*`.
   */
  'job.attach': request(
    z.object({ job: Id, request: Id, run: metIn, confirm: z.boolean().default(false), approved }),
    z.discriminatedUnion('attached', [
      z.object({ attached: z.literal(true), run: Id, needsApproval, plan }),
      z.object({ attached: z.literal(false), found: FoundRequest }),
    ]),
  ),
  /** Undoes that: the job is unknown again, and its cached result is no longer used. Files stay. */
  'job.detach': request(z.object({ job: Id }), Empty),
  /**
   * Asks again for the result of a finished job and for its files; submits nothing. `words` describe the outcome. If
   * the output has arrived, the run continues. Also rejects with `account.key`, `engine.*`.
   */
  'job.refresh': request(
    z.object({ job: Id, run: metIn, approved }),
    z.object({ state: z.enum(['downloaded', 'awaited']), words: z.string(), run: Id, needsApproval, plan }),
  ),
  /**
   * Looks for the request of an unknown job where the engine lists its requests. If it is there, it is the job's, and
   * its run continues. `not listed` proves nothing: the job stays unknown. Nothing is submitted. `words` describe the
   * outcome. Rejects with `input.invalid` if the engine has no listing, and with `account.key`.
   */
  'job.find': request(
    z.object({ job: Id, run: metIn, approved }),
    z.discriminatedUnion('state', [
      z.object({
        state: z.literal('found'),
        requestId: z.string(),
        words: z.string(),
        run: Id,
        needsApproval,
        plan,
      }),
      z.object({ state: z.enum(['not listed', 'no answer']), words: z.string() }),
    ]),
  ),
  /**
   * Submits an unknown job again, which may be charged twice; its run continues. Rejects with `account.key`, and like
   * `run.start` with `approval.needed` (`data.forecast`: this job and the rest of its run): then nothing was changed.
   */
  'job.submitAgain': request(z.object({ job: Id, run: metIn, approved }), z.object({ run: Id, plan })),
} as const
