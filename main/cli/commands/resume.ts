import { readWorkflow } from '#shared/document/readWorkflow.ts'
import { AppError, toAppError } from '#shared/errors.ts'
import { planRun } from '#shared/run/planRunnable.ts'
import { homeFolder } from '../../platform/home.ts'
import type { RunRecord, RunSource } from '../../library/runs.ts'
import { createRuns, openRunStates } from '../../library/runs.ts'
import { approvedByCommand } from '../connection/approvedByCommand.ts'
import type { Connection } from '../connection/connect.ts'
import { connect } from '../connection/connect.ts'
import type { ExitCode } from '../console/exitCode.ts'
import { EXIT } from '../console/exitCode.ts'
import { followRun } from '../connection/followRun.ts'
import { readLibrary } from '../connection/readLibrary.ts'
import { printError } from '../console/printErrors.ts'
import { printProblems } from '../console/printProblems.ts'
import { printRefusal } from '../console/printRefusal.ts'
import type { CommandContext } from '../command/defineCommand.ts'
import { defineCommand } from '../command/defineCommand.ts'
import { optional } from '../command/parameters.ts'

export default defineCommand({
  name: 'resume',
  group: 'runs',
  summary: 'Finish an interrupted run, or all of them',
  details: [
    'Results that a run has are used, jobs that are under way are waited for, and the rest is run on the engine that the run was started on.',
  ],
  parameters: {
    run: optional({ value: 'run', summary: 'Id of the run; by default every interrupted run' }),
  },
  json: 'Print every event as a line of JSON, as patchbay run does',
  run: resume,
})

interface ResumeArguments {
  /** Which run, or null for all that were interrupted. */
  readonly run: string | null
  readonly json: boolean
}

/**
 * Finishes runs that were interrupted: what they have is used, what is under way is waited for, the rest is run. Each
 * goes on with the engine that it was started on.
 */
async function resume(given: ResumeArguments, context: CommandContext): Promise<ExitCode> {
  const chosen = readLibrary(homeFolder(context.env), (database) => choose(given.run, createRuns(database)))
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
  if (codes.length === 0) context.console.info('There is no interrupted run.')
  return codes.find((code) => code === EXIT.unknown) ?? codes.find((code) => code !== EXIT.done) ?? EXIT.done
}

interface Chosen {
  readonly run: RunRecord
  readonly source: RunSource
}

function choose(id: string | null, runs: ReturnType<typeof createRuns>): readonly Chosen[] {
  const one = id === null ? null : runs.get(id)
  if (id !== null && one === null) throw new AppError('input.invalid', `There is no run ${id}.`)
  // The oldest first: its outputs are the first to expire.
  const some = one === null ? runs.list({ states: openRunStates }).toReversed() : [one]
  return some.flatMap((run) => {
    const source = runs.source(run.id)
    return source === null ? [] : [{ run, source }]
  })
}

/** As the host knows it: what goes on or waits is not interrupted, nor is what was cancelled meanwhile. */
async function stillOpen(
  chosen: readonly Chosen[],
  run: string | null,
  { client }: Connection,
): Promise<readonly Chosen[]> {
  if (run !== null) return chosen
  const rows = await client.request('run.list', {})
  const interrupted = new Set(rows.filter(({ state }) => state === 'interrupted').map(({ id }) => id))
  return chosen.filter((each) => interrupted.has(each.run.id))
}

/** One that cannot go on keeps none of the others from it. */
async function resumeRun(
  { run: { id, name }, source }: Chosen,
  connection: Connection,
  context: CommandContext & { readonly json: boolean },
): Promise<ExitCode> {
  const read = readWorkflow(source.workflow)
  if (!read.ok) {
    printProblems(id, read.problems, context.console)
    return EXIT.internal
  }
  const { targets, incomplete } = source.request
  const input = { run: id, approved: approvedByCommand }
  const followed = {
    plan: planRun(read.workflow, context.registry, targets ?? undefined, incomplete),
    show: context.json ? 'events' : 'pictures',
    begin: () => connection.client.request('run.resume', input).then(() => id),
  } as const
  try {
    return await followRun(followed, connection, context).catch((thrown: unknown) =>
      printRefusal(name, thrown, context.console),
    )
  } catch (thrown) {
    return printError(toAppError(thrown), context.console)
  }
}
