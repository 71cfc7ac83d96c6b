import type { Job, JobState } from '../../jobs/job.ts'
import { requestOf } from '../../jobs/job.ts'
import { homeFolder } from '../../platform/home.ts'
import { createJobRows } from '../../library/jobRows.ts'
import type { ExitCode } from '../console/exitCode.ts'
import { EXIT } from '../console/exitCode.ts'
import { readLibrary } from '../connection/readLibrary.ts'
import type { CommandContext } from '../command/commandContext.ts'

export interface JobsArguments {
  readonly state: JobState | null
  readonly json: boolean
}

/** Lists the jobs, newest first: for people, or one JSON object a line. */
export function jobs(
  { state, json }: JobsArguments,
  { env, console, now }: Pick<CommandContext, 'env' | 'console' | 'now'>,
): ExitCode {
  const filter = state === null ? {} : { states: [state] }
  const found = readLibrary(homeFolder(env), (database) => createJobRows(database, now).list(filter))
  for (const job of found) console.print(json ? JSON.stringify(asJson(job)) : describe(job))
  if (found.length === 0 && !json)
    console.info(state === null ? 'There are no jobs yet.' : `No job is ${state}.`)
  return EXIT.done
}

/** What is known of a job, for programs. The bytes that it sent are not in it. */
export function asJson(job: Job): Readonly<Record<string, unknown>> {
  const { id, run, node, item, modelId, createdAt } = job.facts
  const { phase } = job
  return {
    id,
    state: phase.state,
    run,
    node,
    item,
    endpoint: modelId,
    createdAt,
    requestId: requestOf(job)?.requestId ?? null,
    ...('error' in phase && { error: phase.error }),
    ...('evidence' in phase && { error: phase.evidence }),
    ...('missing' in phase && { missing: phase.missing, askAt: phase.askAt }),
    ...('notes' in phase && { notes: phase.notes }),
    ...('oddCost' in phase && { oddCost: phase.oddCost }),
    ...('charged' in phase && { charged: phase.charged }),
    ...('cost' in phase && { cost: phase.cost }),
    ...('media' in phase && { media: phase.media.map(([, media]) => media) }),
  }
}

function describe(job: Job): string {
  const { id, node, item, modelId, createdAt } = job.facts
  const at = new Date(createdAt).toISOString().slice(0, 19).replace('T', ' ')
  const which = item === 0 ? node : `${node} (item ${item + 1})`
  const request = requestOf(job)?.requestId
  return `${id}  ${at}  ${job.phase.state.padEnd(11)}  ${which}  ${modelId}${request === undefined ? '' : `  request ${request}`}`
}
