import { readWorkflow } from '#shared/document/readWorkflow.ts'
import { AppError } from '#shared/errors.ts'
import { planRunnable } from '#shared/run/planRunnable.ts'
import type { LocalConnection } from '../../local/connectLocal.ts'
import type { EngineName } from '../../openEngine.ts'
import { homeFolder } from '../../services/home.ts'
import type { RunRecord, RunSource } from '../../services/library/runs.ts'
import { createRuns, openRunStates } from '../../services/library/runs.ts'
import { executeRun } from '../executeRun.ts'
import { approvedByCommand } from '../approvedByCommand.ts'
import type { ExitCode } from '../exitCode.ts'
import { EXIT } from '../exitCode.ts'
import { followRun } from '../followRun.ts'
import { reachLibrary } from '../reachLibrary.ts'
import { readLibrary } from '../readLibrary.ts'
import { tellProblems } from '../tellProblems.ts'
import type { Host } from '../../openHost.ts'
import type { World } from './run.ts'

export interface ResumeArguments {
  /** Which run, or null for all that were interrupted. */
  readonly run: string | null
  readonly json: boolean
}

/**
 * Finishes runs that were interrupted: what they have is used, what is under way is waited for, the rest is run. Each
 * goes on with the engine that it was started on.
 */
export async function resume(given: ResumeArguments, world: World): Promise<ExitCode> {
  const chosen = readLibrary(homeFolder(world.env), (database) => choose(given.run, createRuns(database)))
  const codes: ExitCode[] = []
  let some = 0
  for (const engine of new Set(chosen.map((each) => each.engine))) {
    const own = chosen.filter((each) => each.engine === engine)
    const reached = await reachLibrary(world, engine, 'patchbay resume')
    const { close, left, resumeOne } =
      reached.by === 'opening'
        ? opened(reached.host, own, given, world)
        : await asked(reached.editor, own, given, world)
    try {
      some += left.length
      for (const one of left) codes.push(world.interrupted.aborted ? EXIT.interrupted : await resumeOne(one))
    } finally {
      await close()
    }
  }
  if (some === 0) world.console.say('There is no interrupted run.')
  return codes.find((code) => code === EXIT.unknown) ?? codes.find((code) => code !== EXIT.done) ?? EXIT.done
}

/** Runs of one engine, and the way in which they are finished. */
interface Way {
  readonly left: readonly Chosen[]
  resumeOne(one: Chosen): Promise<ExitCode>
  close(): Promise<void> | void
}

const opened = (host: Host, left: readonly Chosen[], given: ResumeArguments, world: World): Way => ({
  left,
  resumeOne: ({ run }) => resumeRun(run, host, given, world),
  close: () => host.close(),
})

/** What goes on or waits in the editor is not interrupted. */
async function asked(
  editor: LocalConnection,
  chosen: readonly Chosen[],
  { run, json }: ResumeArguments,
  world: World,
): Promise<Way> {
  const rows = await editor.client.request('run.list', {})
  const interrupted = new Set(rows.filter(({ state }) => state === 'interrupted').map(({ id }) => id))
  return {
    left: run === null ? chosen.filter((each) => interrupted.has(each.run.id)) : chosen,
    resumeOne: ({ run: { id, name }, source }) => {
      const read = readWorkflow(source.workflow)
      const planned = read.ok
        ? planRunnable(read.workflow, world.registry, source.request.targets ?? undefined)
        : null
      if (planned === null)
        throw new AppError('workflow.unreadable', `The workflow of ${name} cannot be read.`)
      const wish = { run: id, approved: approvedByCommand }
      const begin = () => editor.client.request('run.resume', wish).then(() => id)
      return followRun({ plan: planned, show: json ? 'events' : 'pictures', begin }, editor, world)
    },
    close: () => editor.close(),
  }
}

interface Chosen {
  readonly run: RunRecord
  readonly source: RunSource
  readonly engine: EngineName
}

function choose(id: string | null, runs: ReturnType<typeof createRuns>): readonly Chosen[] {
  const one = id === null ? null : runs.get(id)
  if (id !== null && one === null) throw new AppError('input.invalid', `There is no run ${id}.`)
  // The oldest first: its outputs are the first to expire.
  const some = one === null ? runs.list({ states: openRunStates }).toReversed() : [one]
  return some.flatMap((run) => {
    const source = runs.source(run.id)
    return source === null ? [] : [{ run, source, engine: source.request.engine }]
  })
}

async function resumeRun(
  run: RunRecord,
  host: Host,
  { json }: ResumeArguments,
  world: World,
): Promise<ExitCode> {
  const { console } = world
  const source = host.runs.source(run.id)
  const read = readWorkflow(source?.workflow ?? '')
  if (source === null || !read.ok) {
    tellProblems(run.id, read.ok ? [] : read.problems, console)
    return EXIT.internal
  }
  if (run.account !== host.account) {
    console.say(
      `The run ${run.id} (${run.name}) was started with another key or address of the API. Use that one to resume it.`,
    )
    return EXIT.key
  }
  const { request, workflow } = { request: source.request, workflow: read.workflow }
  const planned = planRunnable(workflow, world.registry, request.targets ?? undefined)
  tellProblems(run.name, planned.problems, console)
  if (planned.problems.length > 0) return EXIT.workflow
  return executeRun(
    {
      id: run.id,
      called: run.name,
      plan: planned,
      // They were drawn when the run began, and stand in its workflow.
      seeds: {},
      request,
      since: request.fresh ? run.startedAt : undefined,
    },
    host,
    { ...world, json, start: () => host.runs.reopen(run.id) },
  )
}
