import type { Client } from '#shared/api/client.ts'
import type { JobRecord, JobState, RunRecord } from '#shared/api/recordRequests.ts'
import type { recordRequests } from '#shared/api/recordRequests.ts'
import { MAX_RECORDS } from '#shared/api/recordRequests.ts'
import { Id } from '#shared/api/request.ts'
import { AppError } from '#shared/errors.ts'
import { openReader } from '../../host/openReader.ts'
import type { CommandContext } from '../command/defineCommand.ts'
import { findHolder } from './connect.ts'

/** Has `work` read what is written down, whoever holds the library. */
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

/** Who answers what stands in a library. */
export type Records = Client<typeof recordRequests>

/**
 * Has `work` read in the library: by the process that holds it, else by a reader in this one. Where the holder does not
 * answer, that is said, and what it has written down is read beside it.
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
  /** It has not ended, and nobody runs it. */
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

/** Every job that is as asked for, newest first. */
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

/** One run, or null; also one that was taken out of the history. */
export const findRun = async (records: Records, run: string): Promise<ListedRun | null> =>
  !isId(run) ? null : ((await records.request('record.runs', { run })).runs[0] ?? null)

/** What is no id is the id of nothing. */
const isId = (text: string): boolean => Id.safeParse(text).success
