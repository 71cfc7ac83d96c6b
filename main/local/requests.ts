import { z } from 'zod'
import { ErrorData } from '#shared/errors.ts'
import { requests } from '#shared/ipc/contract.ts'
import { historyRequests } from '#shared/ipc/historyRequests.ts'
import { jobRequests } from '#shared/ipc/jobRequests.ts'
import { runRequests } from '#shared/ipc/runRequests.ts'
import type { HandlersOf } from '#shared/ipc/table.ts'
import type { Problem } from '#shared/problem.ts'
import { RunRequest } from '../services/library/runs.ts'

const Id = z.string().min(1).max(200)

/** Made by our own planner on the other side; here only the outer shape is checked. */
const PlanProblem = z.custom<Problem>((value) => typeof value === 'object' && value !== null)

/**
 * What concerns runs and jobs: all that a command line asks of a host. Some of it names files on this machine, which no page
 * may.
 */
export const commandRequests = {
  ...historyRequests,
  ...runRequests,
  ...jobRequests,
  /**
   * Queues a run that a command line has prepared: `text` has its seeds drawn, paths are absolute. `account` and `api` are
   * what the command line would have used; null where it was told none. Rejects with `library.held` where the host is set
   * to another engine, `account.key` where it has another key or address, `workflow.invalid`.
   */
  'run.hand': {
    input: z.object({
      name: z.string().max(200),
      text: z.string().max(16 * 2 ** 20),
      /** The workflow's file, as an absolute path: a run of one that the library keeps is shown where that is open. */
      file: z.string().max(4096).nullable().default(null),
      seeds: z.record(Id, z.record(z.string(), z.number())),
      request: RunRequest,
      account: z.string().max(200).nullable(),
      api: z.string().max(2000).nullable(),
    }),
    output: z.union([
      z.object({ run: Id }),
      /** Pictures that it names and that cannot be had: nothing is queued. */
      z.object({ unreadable: z.array(z.object({ problem: PlanProblem, error: ErrorData })) }),
    ]),
  },
  /** Cancels the work of one job, as far as somebody waits for it here, or what is left of it. Rejects with `input.invalid`. */
  'job.cancel': { input: z.object({ job: Id }), output: z.object({}) },
} as const

export type CommandRequests = typeof commandRequests
export type RunHandlers = HandlersOf<CommandRequests>

/** What a program of the same person may ask of the host: all that a page may, and what a command line may. */
export const localRequests = { ...requests, ...commandRequests } as const

export type LocalRequests = typeof localRequests
export type LocalHandlers = HandlersOf<LocalRequests>
