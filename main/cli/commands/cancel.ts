import { AppError } from '#shared/errors.ts'
import { cancelOpenJob } from '../../jobs/cancelOpenJob.ts'
import type { Job } from '../../jobs/job.ts'
import { requestOf } from '../../jobs/job.ts'
import { openStates } from '../../jobs/jobStore.ts'
import { homeFolder } from '../../platform/home.ts'
import { createJobRows } from '../../library/jobRows.ts'
import { createRuns, openRunStates } from '../../library/runs.ts'
import type { Holder } from '../connection/connect.ts'
import { findHolder } from '../connection/connect.ts'
import { openHeldLibrary } from '../connection/openHeldLibrary.ts'
import type { HeldLibrary } from '../connection/openHeldLibrary.ts'
import { readLibrary } from '../connection/readLibrary.ts'
import { EXIT } from '../console/exitCode.ts'
import type { ExitCode } from '../console/exitCode.ts'
import { jobJson } from '../connection/jobJson.ts'
import type { CommandContext } from '../command/defineCommand.ts'
import { defineCommand } from '../command/defineCommand.ts'
import { required } from '../command/parameters.ts'

export default defineCommand({
  name: 'cancel',
  group: 'runs',
  summary: 'Cancel one run or one job',
  details: ['A job that has begun at the engine cannot be cancelled: that is said, and its result is kept.'],
  parameters: { id: required({ value: 'id', summary: 'Id of a run or of a job' }) },
  json: 'Print each job of it as a line of JSON',
  run: cancel,
})

interface CancelArguments {
  /** A run or a job. */
  readonly id: string
  readonly json: boolean
}

/**
 * Cancels exactly one run or one job. Where another process is running it, that one is asked to; else it is done here.
 * What has begun at the engine cannot be cancelled: it is told, and its result is kept.
 */
async function cancel({ id, json }: CancelArguments, context: CommandContext): Promise<ExitCode> {
  const home = homeFolder(context.env)
  const target = readLibrary(home, (database) => {
    const runs = createRuns(database)
    const job = createJobRows(database, context.now).get(id)
    const run = runs.get(job?.facts.run ?? id)
    if (job === null && run === null) throw new AppError('input.invalid', `There is no run and no job ${id}.`)
    const over =
      job === null ? !openRunStates.includes(run?.state ?? 'done') : !openStates.includes(job.phase.state)
    return { job, over, engine: runs.source(run?.id ?? '')?.request.engine ?? ('practice' as const) }
  })
  const holder = await findHolder(context)
  if (holder !== null) return requestFrom(holder, { id, ...target }, context)
  let here: HeldLibrary
  try {
    here = await openHeldLibrary({ ...context, what: 'patchbay cancel' }, target.engine)
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'library.held') throw thrown
    // It may be one that was just starting.
    const late = await findHolder(context)
    if (late === null) throw thrown
    return requestFrom(late, { id, ...target }, context)
  }
  const { store, runs } = here.library
  try {
    const all = target.job === null ? store.list({ run: id, states: openStates }) : [target.job]
    for (const job of all.filter(({ phase }) => openStates.includes(phase.state)))
      await cancelJob(job, here, context)
    const state = runs.get(id)?.state
    if (target.job === null && state !== undefined && openRunStates.includes(state))
      runs.finish(id, 'cancelled', null, context.now())
    for (const { facts } of all) {
      const now = store.get(facts.id)
      if (now !== null) printCancelled(now, json, context)
    }
    return EXIT.done
  } finally {
    await here.close()
  }
}

/** Asks the process that holds the library, which cancels what goes on or waits there, and what was interrupted. */
async function requestFrom(
  { client, front, pid, close }: Holder,
  { id, job, over }: { readonly id: string; readonly job: Job | null; readonly over: boolean },
  { console }: CommandContext,
): Promise<ExitCode> {
  try {
    if (over) console.info(`${id} is over already.`)
    else {
      if (job === null) await client.request('run.cancel', { run: id })
      else await client.request('job.cancel', { job: id })
      console.info(`The ${front} (process ${pid}), which holds the library, cancels it.`)
    }
    return EXIT.done
  } finally {
    close()
  }
}

async function cancelJob(job: Job, { engine }: HeldLibrary, { interrupted }: CommandContext): Promise<void> {
  if (job.facts.account !== engine.account)
    throw new AppError(
      'account.key',
      `The job ${job.facts.id} belongs to another key or address of the API. Use that one.`,
    )
  await cancelOpenJob(engine.jobs, job, interrupted)
}

function printCancelled(job: Job, json: boolean, { console }: CommandContext): void {
  if (json) return console.print(JSON.stringify(jobJson(job)))
  const { state } = job.phase
  const message =
    state === 'cancelled'
      ? 'is cancelled'
      : state === 'downloaded'
        ? 'was done already; its result is kept'
        : state === 'awaited'
          ? 'is done at the engine, and its output is awaited: it is paid for, and is asked for again'
          : `had begun and goes on at the engine (request ${requestOf(job)?.requestId ?? 'unknown'}); its result will be kept`
  console.print(`${job.facts.id} ${message}`)
}
