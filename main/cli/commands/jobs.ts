import type { Job, JobState } from '../../jobs/job.ts'
import { jobStates, requestOf } from '../../jobs/job.ts'
import { homeFolder } from '../../platform/home.ts'
import { createJobRows } from '../../library/jobRows.ts'
import type { ExitCode } from '../console/exitCode.ts'
import { EXIT } from '../console/exitCode.ts'
import { readLibrary } from '../connection/readLibrary.ts'
import type { CommandContext } from '../command/defineCommand.ts'
import { defineCommand } from '../command/defineCommand.ts'
import { choiceOrNull } from '../command/options.ts'
import { jobJson } from '../connection/jobJson.ts'

export default defineCommand({
  name: 'jobs',
  group: 'runs',
  summary: 'List the remote jobs, newest first',
  options: {
    state: choiceOrNull({ value: 'state', values: jobStates, summary: 'Only jobs in this state' }),
  },
  json: 'Print each job as a line of JSON',
  examples: [{ line: 'patchbay jobs --state unknown', does: 'List the jobs that may have been charged' }],
  run: jobs,
})

function jobs(
  { state, json }: { readonly state: JobState | null; readonly json: boolean },
  { env, console, now }: CommandContext,
): ExitCode {
  const filter = state === null ? {} : { states: [state] }
  const found = readLibrary(homeFolder(env), (database) => createJobRows(database, now).list(filter))
  for (const job of found) console.print(json ? JSON.stringify(jobJson(job)) : describe(job))
  if (found.length === 0 && !json)
    console.info(state === null ? 'There are no jobs yet.' : `No job is ${state}.`)
  return EXIT.done
}

function describe(job: Job): string {
  const { id, node, item, modelId, createdAt } = job.facts
  const at = new Date(createdAt).toISOString().slice(0, 19).replace('T', ' ')
  const which = item === 0 ? node : `${node} (item ${item + 1})`
  const request = requestOf(job)?.requestId
  return `${id}  ${at}  ${job.phase.state.padEnd(11)}  ${which}  ${modelId}${request === undefined ? '' : `  request ${request}`}`
}
