import { AppError } from '#shared/errors.ts'
import { approvedByCommand } from '../connection/approvedByCommand.ts'
import type { Connection } from '../connection/connect.ts'
import { connect } from '../connection/connect.ts'
import { continueRun } from '../connection/continueRun.ts'
import type { ExitCode } from '../console/exitCode.ts'
import { EXIT } from '../console/exitCode.ts'
import type { ListedRun, Records } from '../connection/readRecords.ts'
import { findRun, listRuns, withReader } from '../connection/readRecords.ts'
import type { CommandContext } from '../command/defineCommand.ts'
import { defineCommand } from '../command/defineCommand.ts'
import { optional } from '../command/parameters.ts'

export default defineCommand({
  name: 'resume',
  group: 'runs',
  summary: 'Finish an interrupted run, or all of them',
  details: [
    'Results that a run has are used, jobs that are under way are waited for, and the rest is run as the run was started: in practice, or live.',
  ],
  parameters: {
    run: optional({ value: 'run', summary: 'Id of the run; by default every interrupted run' }),
  },
  json: 'Print every event as a line of JSON, as patchbay run does',
  run: resume,
})

interface ResumeArguments {
  /** The run, or null for all that were interrupted. */
  readonly run: string | null
  readonly json: boolean
}

/**
 * Finishes interrupted runs: results are reused, open jobs are awaited, the rest runs. Each continues in the mode
 * that it was started in.
 */
async function resume(given: ResumeArguments, context: CommandContext): Promise<ExitCode> {
  const chosen = await withReader(context, (records) => choose(given.run, records))
  const codes: ExitCode[] = []
  if (chosen.length > 0) {
    const connection = await connect(context, 'patchbay resume')
    try {
      for (const one of await stillOpen(chosen, given.run, connection))
        codes.push(
          context.interrupted.aborted
            ? EXIT.interrupted
            : await resumeRun(one, connection, { ...context, json: given.json }),
        )
    } finally {
      await connection.close()
    }
  }
  if (codes.length === 0) context.console.info('No interrupted runs.')
  return codes.find((code) => code === EXIT.unknown) ?? codes.find((code) => code !== EXIT.done) ?? EXIT.done
}

interface Chosen {
  readonly id: string
  readonly name: string
  /** Whether it was cancelled when this command began. One that is cancelled later is left so. */
  readonly wasCancelled: boolean
}

async function choose(id: string | null, records: Records): Promise<readonly Chosen[]> {
  const chosen: ListedRun[] = []
  if (id === null) {
    for await (const run of listRuns(records))
      if (run.record.state === 'running' || run.record.state === 'queued') chosen.push(run)
  } else {
    const run = await findRun(records, id)
    if (run === null)
      throw new AppError('input.invalid', `There is no run ${id}. To list the runs: patchbay runs`)
    chosen.push(run)
  }
  // The oldest first: its outputs expire first.
  return chosen
    .toReversed()
    .map(({ record: { id: run, name, state } }) => ({ id: run, name, wasCancelled: state === 'cancelled' }))
}

/** According to the host: active and waiting runs are not interrupted, nor are those cancelled meanwhile. */
async function stillOpen(
  chosen: readonly Chosen[],
  run: string | null,
  { client }: Connection,
): Promise<readonly Chosen[]> {
  if (run !== null) return chosen
  const rows = await client.request('run.list', {})
  const interrupted = new Set(rows.filter(({ state }) => state === 'interrupted').map(({ id }) => id))
  return chosen.filter((each) => interrupted.has(each.id))
}

/** A run that cannot continue does not stop the others. */
function resumeRun(
  { id, name, wasCancelled }: Chosen,
  connection: Connection,
  context: CommandContext & { readonly json: boolean },
): Promise<ExitCode> {
  const input = { run: id, approved: approvedByCommand, ...(!wasCancelled && { uncancelled: true as const }) }
  const begin = () => connection.client.request('run.resume', input)
  return continueRun({ id, name, begin }, connection, context)
}
