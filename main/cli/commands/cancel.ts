import type { JobRecord, JobState } from '#shared/api/recordRequests.ts'
import type { UncancelledJob } from '#shared/api/uncancelled.ts'
import type { ErrorData } from '#shared/errors.ts'
import { AppError } from '#shared/errors.ts'
import type { CommandContext } from '../command/defineCommand.ts'
import { defineCommand } from '../command/defineCommand.ts'
import { required } from '../command/parameters.ts'
import type { Connection } from '../connection/connect.ts'
import { connect } from '../connection/connect.ts'
import { findJob, findRun, listJobs, withReader } from '../connection/readRecords.ts'
import { whenInterrupted } from '../connection/whenInterrupted.ts'
import { watchEnd } from '../connection/watchEnd.ts'
import type { ExitCode } from '../console/exitCode.ts'
import { EXIT, exitCodeFor } from '../console/exitCode.ts'

export default defineCommand({
  name: 'cancel',
  group: 'runs',
  summary: 'Cancel one run or one job',
  details: [
    'A job that has started at the engine cannot be cancelled: this is reported, and its result is saved.',
  ],
  parameters: { id: required({ value: 'id', summary: 'Id of a run or of a job' }) },
  json: 'Print each job of it as a line of JSON',
  run: cancel,
})

/** States of a job that can be cancelled. */
const openStates: readonly JobState[] = [
  'created',
  'submitting',
  'submitted',
  'in_queue',
  'in_progress',
  'completed',
  'awaited',
  'cancelling',
]

interface Target {
  readonly run: string
  /** Null: the run. */
  readonly job: JobRecord | null
  readonly isOver: boolean
  /** Those of it that are not over. */
  readonly open: readonly string[]
}

/**
 * Cancels exactly one run or one job, in the process that holds the library or in this one, and waits until it has
 * ended. What has begun at the engine cannot be cancelled: that is reported, and its result is saved.
 */
async function cancel(
  { id, json }: { readonly id: string; readonly json: boolean },
  context: CommandContext,
): Promise<ExitCode> {
  const { console } = context
  const connection = await connect(context, 'patchbay cancel', ['editor', 'command'])
  let target: Target
  let left: readonly UncancelledJob[] | null = []
  try {
    target = await findTarget(id, connection)
    if (target.isOver) console.info(`${id} has already ended.`)
    else left = await cancelTarget(target, connection, context)
    if (left === null) return EXIT.interrupted
  } finally {
    await connection.close()
  }
  // The process that held the library may have ended with its run.
  const jobs = await withReader(context, async (records) => {
    const found = await Promise.all(target.open.map((job) => findJob(records, job)))
    return found.flatMap((job) => job ?? [])
  })
  const errors = new Map(left.map(({ job, error }) => [job, error]))
  for (const job of jobs) console.print(json ? JSON.stringify(job) : describe(job, errors.get(job.id)))
  return exitCodeFor(left.map(({ error }) => new AppError(error.code, error.message)))
}

async function findTarget(id: string, { client }: Connection): Promise<Target> {
  const job = await findJob(client, id)
  if (job !== null) return { run: job.run, job, isOver: !openStates.includes(job.state), open: [id] }
  const run = await findRun(client, id)
  if (run === null)
    throw new AppError(
      'input.invalid',
      `There is no run or job ${id}. To list them: patchbay runs, patchbay jobs`,
    )
  const open: string[] = []
  for await (const one of listJobs(client, { run: id, states: openStates })) open.push(one.id)
  const { state } = run.record
  return { run: id, job: null, isOver: state !== 'running' && state !== 'queued', open }
}

/** Resolves when it has ended, with the jobs that could not be cancelled; with null if the user has stopped waiting. */
async function cancelTarget(
  { run, job }: Target,
  connection: Connection,
  { console, interrupted, setInterruptMessage }: CommandContext,
): Promise<readonly UncancelledJob[] | null> {
  const { client, holder } = connection
  const { ended, stop } = watchEnd(connection, { run, node: job?.node ?? null })
  try {
    if (holder !== null) {
      setInterruptMessage(`The ${holder.front} (process ${holder.pid}) continues to cancel it.`)
      console.info(`The ${holder.front} (process ${holder.pid}) has the library open and cancels it.`)
    }
    const active = (await client.request('run.list', {})).find(({ id }) => id === run)
    const isActive = active?.state === 'running' || active?.state === 'queued'
    const cancelling = async (): Promise<readonly UncancelledJob[]> => {
      if (job !== null) await client.request('job.cancel', { job: job.id })
      const left = job === null ? (await client.request('run.cancel', { run })).left : []
      if (isActive) await ended
      return left ?? []
    }
    return await Promise.race([cancelling(), whenInterrupted(interrupted).then(() => null)])
  } finally {
    stop()
  }
}

function describe({ id, state, requestId }: JobRecord, error: ErrorData | undefined): string {
  if (error !== undefined)
    return `${id} could not be cancelled: ${error.message} It may go on at the engine (request ${requestId ?? 'unknown'}); its result will be saved`
  if (state === 'cancelled') return `${id} is cancelled`
  if (state === 'downloaded') return `${id} was already done; its result is saved`
  if (state === 'awaited')
    return `${id} is done and paid for, but its output has not arrived yet; it will be requested again`
  return `${id} has already started and continues at the engine (request ${requestId ?? 'unknown'}); its result will be saved`
}
