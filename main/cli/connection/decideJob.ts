import type { HostEvent } from '#shared/api/contract.ts'
import type { FoundRequest } from '#shared/api/jobRequests.ts'
import type { JobRecord, JobState } from '#shared/api/recordRequests.ts'
import { AppError } from '#shared/errors.ts'
import type { Media } from '#shared/ports/value.ts'
import type { RunOutline } from '#shared/run/outline.ts'
import { emptyOutline } from '#shared/run/outline.ts'
import type { CommandContext } from '../command/defineCommand.ts'
import type { ExitCode } from '../console/exitCode.ts'
import { EXIT, exitCodeFor } from '../console/exitCode.ts'
import { approvedByCommand as approved } from './approvedByCommand.ts'
import type { Connection } from './connect.ts'
import { connect } from './connect.ts'
import type { BegunRun } from './followRun.ts'
import { followRun } from './followRun.ts'
import { findJob, listJobs } from './readRecords.ts'

/** The user's decision about a job: attach this request (`confirm`: although they differ), or one of the others. */
export type JobDecision =
  | { readonly request: string; readonly confirm: boolean }
  | 'submit-again'
  | 'detach'
  | 'refresh'
  | 'find'

export interface JobArguments {
  readonly job: string
  readonly by: JobDecision
  readonly json: boolean
}

/**
 * Carries out the user's decision about a job, and follows its run, which continues with it. The exit code is that of
 * the job, whatever the outcome of its run.
 */
export async function decideJob(given: JobArguments, context: CommandContext): Promise<ExitCode> {
  const connection = await connect(context, 'patchbay job')
  let stop = (): void => {}
  try {
    const { job: id, by, json } = given
    const { client } = connection
    const before = await findJob(client, id)
    if (before === null)
      throw new AppError('input.invalid', `There is no job ${id}. To list the jobs: patchbay jobs`)
    if (by === 'detach') {
      await client.request('job.detach', { job: id })
      context.console.info(`Job ${id} is unknown again. The files of its request stay in the library.`)
      return EXIT.done
    }
    // The run continues with the decision itself, and may have ended before its answer arrives.
    const received: HostEvent[] = []
    stop = client.subscribe((event) => {
      if (event.type === 'run.events' && event.run === before.run) received.push(event)
    })
    const decided = await decide(before, by, connection, context)
    if (typeof decided === 'number') return decided
    if (decided === 'held back') return await leaveRun(before, json, connection, context)
    const begin = (): Promise<BegunRun> => {
      stop()
      return decided()
    }
    const followed = { show: json ? ('nothing' as const) : ('pictures' as const), before: received, begin }
    const code = await followRun(followed, connection, context)
    // It cannot be asked any more if it has ended meanwhile.
    const after = await latestOf(before, connection).catch(() => null)
    if (after === null) return code
    if (json) context.console.print(JSON.stringify(after))
    return code === EXIT.interrupted ? code : exitCodeOf(after, code)
  } finally {
    stop()
    await connection.close()
  }
}

/**
 * How the run is begun that goes on with the job; an exit code where there is nothing to follow. `held back`: what is left of the
 * run costs more than is spent without asking, and only a submit that was asked for in so many words is such an approval.
 */
async function decide(
  { id, state: before }: JobRecord,
  by: Exclude<JobDecision, 'detach'>,
  connection: Connection,
  context: CommandContext,
): Promise<ExitCode | 'held back' | (() => Promise<BegunRun>)> {
  const { client, pathOf } = connection
  if (by === 'submit-again')
    return async () => begunOf(await client.request('job.submitAgain', { job: id, approved }))
  if (by === 'refresh') {
    const answer = await client.request('job.refresh', { job: id })
    context.console.info(answer.words)
    if (answer.state === 'awaited') return EXIT.again
    return answer.needsApproval ? 'held back' : () => Promise.resolve(begunOf(answer))
  }
  if (by === 'find') {
    const answer = await client.request('job.find', { job: id })
    context.console.info(answer.words)
    if (answer.state !== 'found') return answer.state === 'not listed' ? EXIT.unknown : EXIT.again
    return answer.needsApproval ? 'held back' : () => Promise.resolve(begunOf(answer))
  }
  const { request, confirm } = by
  const answer = await client
    .request('job.attach', { job: id, request, confirm })
    .catch(async (thrown: unknown) => {
      // It may be attached although its run cannot continue: then only the job is finished.
      if (before === 'unknown' && connection.holder === null) await untilOver(id, connection, context)
      throw thrown
    })
  if (!answer.attached) return printDifferences(id, answer.found, pathOf, context)
  return answer.needsApproval ? 'held back' : () => Promise.resolve(begunOf(answer))
}

/** Brings a job home whose run does not go on with it, and says how that does. The exit code is that of the job. */
async function leaveRun(
  { id, run }: JobRecord,
  json: boolean,
  connection: Connection,
  context: CommandContext,
): Promise<ExitCode> {
  if (connection.holder === null) await untilOver(id, connection, context)
  context.console.info(
    `The rest of the run costs more than is spent without asking. To run it: patchbay resume ${run}`,
  )
  const after = await findJob(connection.client, id)
  if (after === null) return EXIT.done
  if (json) context.console.print(JSON.stringify(after))
  return context.interrupted.aborted ? EXIT.interrupted : exitCodeOf(after, EXIT.done)
}

/** The current job, or the one that was submitted in its place. */
async function latestOf({ run, node, item }: JobRecord, { client }: Connection): Promise<JobRecord | null> {
  for await (const job of listJobs(client, { run })) if (job.node === node && job.item === item) return job
  return null
}

/** States in which this process finishes a job that nobody else waits for. */
const underWay: readonly JobState[] = ['submitted', 'in_queue', 'in_progress', 'completed']
/** The interval of checks of a job, in milliseconds. */
const LOOK_MS = 500

async function untilOver(
  id: string,
  { client }: Connection,
  { clock, interrupted }: CommandContext,
): Promise<void> {
  while (!interrupted.aborted) {
    const job = await findJob(client, id)
    if (job === null || !underWay.includes(job.state)) return
    await clock.sleep(LOOK_MS, interrupted).catch((thrown: unknown) => {
      if (!interrupted.aborted) throw thrown
    })
  }
}

function exitCodeOf({ state, error }: JobRecord, code: ExitCode): ExitCode {
  if (state === 'downloaded') return EXIT.done
  if (error !== undefined) return exitCodeFor([new AppError(error.code, error.message)])
  return code === EXIT.done ? EXIT.again : code
}

const begunOf = ({ run, plan = emptyOutline }: { run: string; plan?: RunOutline | undefined }): BegunRun => ({
  run,
  plan,
})

/** What differs about a request, and how to attach it nevertheless. */
function printDifferences(
  job: string,
  { requestId, status, differences, media }: FoundRequest,
  pathOf: (media: Media) => string,
  { console }: CommandContext,
): ExitCode {
  console.info(`Request ${requestId} (${status}) differs from job ${job}:`)
  for (const { what, field, job: here, request } of differences)
    console.info(
      what === 'nothing returned'
        ? '  the engine gives nothing that it could be compared by'
        : `  ${field ?? what}: request ${request}, job ${here}`,
    )
  if (media !== null) console.info(`  Its first result: ${pathOf(media)}`)
  console.info(`Nothing was changed. To attach it anyway: patchbay job attach ${job} ${requestId} --confirm`)
  return EXIT.workflow
}
