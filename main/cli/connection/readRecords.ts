import type { Client } from '#shared/api/client.ts'
import type { JobRecord, JobState, RunRecord } from '#shared/api/recordRequests.ts'
import type { recordRequests } from '#shared/api/recordRequests.ts'
import { MAX_RECORDS } from '#shared/api/recordRequests.ts'
import { Id } from '#shared/api/request.ts'
import { AppError } from '#shared/errors.ts'
import { openReader } from '../../host/openReader.ts'
import type { CommandContext } from '../command/defineCommand.ts'
import { findHolder } from './connect.ts'

/** Lets `work` read the stored history, whichever process holds the library. */
export async function withReader<T>(
  context: Pick<CommandContext, 'env'>,
  work: (records: Records) => Promise<T>,
): Promise<T> {
  const reader = openReader(context)
  try {
    return await work(reader.client)
  } finally {
    reader.close()
  }
}

/** The source of answers about a library. */
export type Records = Client<typeof recordRequests>

/**
 * Lets `work` read in the library: through the process that holds it, else with a reader in this one. If the holder
 * does not answer, that is reported, and its stored history is read beside it.
 */
export async function withRecords<T>(
  context: CommandContext,
  work: (records: Records) => Promise<T>,
): Promise<T> {
  const holder = await findHolder(context).catch((thrown: unknown) => {
    if (!(thrown instanceof AppError) || thrown.code !== 'library.held') throw thrown
    context.console.info(`${thrown.message} This is what the library contains.`)
    return null
  })
  if (holder !== null)
    try {
      return await work(holder.client)
    } finally {
      await holder.close()
    }
  return withReader(context, work)
}

export interface ListedRun {
  readonly record: RunRecord
  /** It has not ended, and nothing runs it. */
  readonly interrupted: boolean
}

/** Every run in the history, newest first. */
export async function* listRuns(records: Records): AsyncGenerator<ListedRun> {
  for (let after: string | null = null; ;) {
    const runs: readonly ListedRun[] = (await records.request('record.runs', { after })).runs
    yield* runs
    after = runs.at(-1)?.record.id ?? null
    if (runs.length < MAX_RECORDS) return
  }
}

/** Every job that matches the filter, newest first. */
export async function* listJobs(
  records: Records,
  of: { readonly run?: string; readonly states?: readonly JobState[] | null },
): AsyncGenerator<JobRecord> {
  const { run = null, states = null } = of
  for (let after: string | null = null; ;) {
    const query = { after, run, states: states && [...states] }
    const jobs: readonly JobRecord[] = (await records.request('record.jobs', query)).jobs
    yield* jobs
    after = jobs.at(-1)?.id ?? null
    if (jobs.length < MAX_RECORDS) return
  }
}

/** One job, or null. */
export const findJob = async (records: Records, job: string): Promise<JobRecord | null> =>
  !isId(job) ? null : ((await records.request('record.jobs', { job })).jobs[0] ?? null)

/** One run, or null; includes runs that were removed from the history. */
export const findRun = async (records: Records, run: string): Promise<ListedRun | null> =>
  !isId(run) ? null : ((await records.request('record.runs', { run })).runs[0] ?? null)

/** An invalid id finds nothing. */
const isId = (text: string): boolean => Id.safeParse(text).success
