import { z } from 'zod'
import { Media } from '../ports/value.ts'
import { Approval } from '../run/approval.ts'
import { RunOutline } from '../run/outline.ts'
import { Id, Empty, request } from './request.ts'

/** Something that the engine tells of a request otherwise than it is with the job. Texts are cut short. */
export const RequestDifference = z.object({
  /** `nothing told`: the engine says nothing that the job could be known by. */
  what: z.enum(['model', 'input', 'time', 'nothing told']),
  /** Of an input: its name. */
  field: z.string().optional(),
  /** As it is with the job, and as it is with the request; a time in ISO 8601. */
  job: z.string(),
  request: z.string(),
})
export type RequestDifference = z.infer<typeof RequestDifference>

/** A request as its engine knows it, beside the job that it may be of. */
export const FoundRequest = z.object({
  requestId: z.string(),
  /** The endpoint of the job. */
  modelId: z.string(),
  /** The engine's own word for how it stands. */
  status: z.string(),
  differences: z.array(RequestDifference),
  /** The first picture that it made, for a look; null where there is none. */
  media: Media.nullable(),
})
export type FoundRequest = z.infer<typeof FoundRequest>

/** In which `run`, the one in which it was met, an unknown job goes on; null: the one that asked for it first. */
const metIn = Id.nullable().default(null)

/**
 * With which a run goes on: what a person has agreed to pay for what is left of it. Where that is needed and not given, the
 * run stays as it is, `needsApproval` says so, and `run.resume` asks for it.
 */
const approved = Approval.optional()
const needsApproval = z.literal(true).optional()
/** What the run that goes on will do; absent where it does not. */
const plan = RunOutline.optional()

/** What a person decides about single jobs. Each rejects with `input.invalid` where there is no such job, or not in that state. */
export const jobRequests = {
  /**
   * Says under which request an unknown job runs; its run goes on with it. The engine is asked first: what it does not know
   * rejects with `job.lost`, and nothing was changed. A request that differs from the job is not kept but shown, unless
   * `confirm`. Rejects also with `account.key`, `engine.*`.
   */
  'job.attach': request(
    z.object({ job: Id, request: Id, run: metIn, confirm: z.boolean().default(false), approved }),
    z.discriminatedUnion('attached', [
      z.object({ attached: z.literal(true), run: Id, needsApproval, plan }),
      z.object({ attached: z.literal(false), found: FoundRequest }),
    ]),
  ),
  /** Takes that back: the job is unknown again, and its cached answer is not used any more. Files stay. */
  'job.detach': request(z.object({ job: Id }), Empty),
  /**
   * Asks for the result of a job that is done once more, and for its files: nothing is submitted. `words` say what came of it.
   * Where its output has come, its run goes on. Rejects also with `account.key`, `engine.*`.
   */
  'job.refresh': request(
    z.object({ job: Id, run: metIn, approved }),
    z.object({ state: z.enum(['downloaded', 'awaited']), words: z.string(), run: Id, needsApproval, plan }),
  ),
  /**
   * Submits an unknown job again, which may be charged twice; its run goes on. Rejects with `account.key`, and as `run.start`
   * with `approval.needed` (`data.forecast`: this job and what is left of its run): then nothing was changed.
   */
  'job.submitAgain': request(z.object({ job: Id, run: metIn, approved }), z.object({ run: Id, plan })),
} as const
