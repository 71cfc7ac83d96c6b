import { z } from 'zod'
import { requests } from '#shared/api/contract.ts'
import { fileRequests } from '#shared/api/fileRequests.ts'
import { historyRequests } from '#shared/api/historyRequests.ts'
import { jobRequests } from '#shared/api/jobRequests.ts'
import { recordRequests } from '#shared/api/recordRequests.ts'
import { runRequests } from '#shared/api/runRequests.ts'
import { storageRequests } from '#shared/api/storageRequests.ts'
import { catalogueRequests } from '#shared/api/catalogueRequests.ts'
import type { HandlersOf } from '#shared/api/table.ts'
import { EngineId } from '#shared/catalogue/engineId.ts'
import { Mode } from '#shared/catalogue/mode.ts'
import { Id, request } from '#shared/api/request.ts'

/**
 * What only a command line knows about a run. Paths are absolute. Values that are too long are refused where they are
 * used, with an error.
 */
export const CommandRun = z.object({
  name: z.string(),
  /** The workflow's file: a run of a workflow in the library is shown in its tab. */
  file: z.string().nullable(),
  /** The mode that the user chose. Choosing a live run approves its cost. */
  mode: Mode,
  /** The only engine whose nodes may run; null: those of every engine. */
  only: EngineId.nullable(),
  /** The maximum number of parallel remote jobs; null: the setting. */
  concurrency: z.int().min(1).max(64).nullable(),
  /** The folder for saved pictures. */
  out: z.string(),
  /** The folder of the files that the workflow names. */
  folder: z.string(),
  /** Pictures that the user named, wherever they are. */
  pictures: z.array(z.string()),
  /**
   * By engine, the payer according to the command's environment: the origin of its key, whether the environment names
   * that origin, and the account of its key; null if it has none. Null if nothing is to be compared: the host has the
   * same environment.
   */
  payers: z
    .record(EngineId, z.object({ origin: z.string(), named: z.boolean(), account: z.string().nullable() }))
    .nullable(),
})
export type CommandRun = z.infer<typeof CommandRun>

/** The requests of a command line about runs and jobs. Some of them name files on this machine, which no page may. */
export const commandRequests = {
  ...historyRequests,
  ...runRequests,
  ...jobRequests,
  ...recordRequests,
  ...storageRequests,
  'catalogue.refresh': catalogueRequests['catalogue.refresh'],
  'file.import': fileRequests['file.import'],
  /**
   * As a page requests it or, with `command`, as a command line does. Rejects with `account.key` if the host has
   * another key or address than `payers` says, and with `workflow.invalid` if pictures are missing (`data.causes`: the
   * code of each).
   */
  'run.start': request(
    runRequests['run.start'].input.extend({ text: z.string(), command: CommandRun.optional() }),
    runRequests['run.start'].output,
  ),
  /** Cancels one job: the waiting work here, or else the rest of it. Rejects with `input.invalid`. */
  'job.cancel': request(z.object({ job: Id }), z.object({})),
} as const

export type CommandRequests = typeof commandRequests
export type RunHandlers = HandlersOf<CommandRequests>

/** The requests of a program of the same user: all that a page may send, and all that a command line may. */
export const localRequests = { ...requests, ...commandRequests } as const

export type LocalRequests = typeof localRequests
export type LocalHandlers = HandlersOf<LocalRequests>
