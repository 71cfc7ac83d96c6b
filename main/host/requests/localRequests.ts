import { z } from 'zod'
import { requests } from '#shared/api/contract.ts'
import { fileRequests } from '#shared/api/fileRequests.ts'
import { historyRequests } from '#shared/api/historyRequests.ts'
import { jobRequests } from '#shared/api/jobRequests.ts'
import { recordRequests } from '#shared/api/recordRequests.ts'
import { runRequests } from '#shared/api/runRequests.ts'
import { storageRequests } from '#shared/api/storageRequests.ts'
import type { HandlersOf } from '#shared/api/table.ts'
import { EngineName } from '#shared/catalogue/engineName.ts'
import { Id, request } from '#shared/api/request.ts'

/** What only a command line knows of a run. Paths are absolute. What is too long for anything is refused where it is used, in words. */
export const CommandRun = z.object({
  name: z.string(),
  /** The workflow's file: a run of one that the library keeps is shown where that is open. */
  file: z.string().nullable(),
  /** The engine that the person named. To name one that costs money is to approve what the run costs. */
  engine: EngineName,
  /** Remote jobs at a time; null: as is set. */
  concurrency: z.int().min(1).max(64).nullable(),
  /** Where pictures are saved. */
  out: z.string(),
  /** Where the files that the workflow names lie. */
  folder: z.string(),
  /** Pictures that the person named, wherever they lie. */
  pictures: z.array(z.string()),
  /**
   * What the environment of the command says of who pays: the origin that its key is for, whether it names that origin, and
   * the account of its key; null where it has none. Null where nothing of it is to be compared: the host has the same.
   */
  payer: z
    .object({
      origin: z.string(),
      named: z.boolean(),
      account: z.string().nullable(),
    })
    .nullable(),
})
export type CommandRun = z.infer<typeof CommandRun>

/** What concerns runs and jobs: all that a command line asks of a host. Some of it names files on this machine, which no page may. */
export const commandRequests = {
  ...historyRequests,
  ...runRequests,
  ...jobRequests,
  ...recordRequests,
  ...storageRequests,
  'file.import': fileRequests['file.import'],
  /**
   * As a page asks for it, or, with `command`, as a command line does. Rejects with `account.key` where the host has another key or address than `payer` says, and with `workflow.invalid` where
   * pictures cannot be had (`data.causes`: the code of each).
   */
  'run.start': request(
    runRequests['run.start'].input.extend({ text: z.string(), command: CommandRun.optional() }),
    runRequests['run.start'].output,
  ),
  /** Cancels the work of one job, as far as somebody waits for it here, or what is left of it. Rejects with `input.invalid`. */
  'job.cancel': request(z.object({ job: Id }), z.object({})),
} as const

export type CommandRequests = typeof commandRequests
export type RunHandlers = HandlersOf<CommandRequests>

/** What a program of the same person may ask of the host: all that a page may, and what a command line may. */
export const localRequests = { ...requests, ...commandRequests } as const

export type LocalRequests = typeof localRequests
export type LocalHandlers = HandlersOf<LocalRequests>
