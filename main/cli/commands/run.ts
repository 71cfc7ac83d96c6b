import { dirname, resolve } from 'node:path'
import { randomUUID } from 'node:crypto'
import type { Workflow } from '#shared/document/workflow.ts'
import type { Endpoint } from '#shared/endpoint/endpoint.ts'
import type { AppError } from '#shared/errors.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import { execute } from '#shared/run/execute.ts'
import type { RunOutcome } from '#shared/run/execute.ts'
import { checkLiterals } from '#shared/run/literals.ts'
import type { Plan } from '#shared/run/plan.ts'
import { plan } from '#shared/run/plan.ts'
import type { RunEvent } from '#shared/run/run.ts'
import { drawSeeds } from '#shared/run/seeds.ts'
import { checkOut } from '../../services/checkOut.ts'
import type { Host } from '../../openHost.ts'
import { openHost } from '../../openHost.ts'
import type { RunArguments } from '../arguments.ts'
import { UsageError } from '../arguments.ts'
import type { Console } from '../console.ts'
import type { ExitCode } from '../exitCode.ts'
import { EXIT, exitCodeFor } from '../exitCode.ts'
import { openWorkflow, readBytes } from '../openWorkflow.ts'
import { createProgress } from '../progress.ts'
import { setValues } from '../setValues.ts'
import { tellProblems } from '../tellProblems.ts'
import { eventWithPaths, mediaIn } from '../withPaths.ts'

const MOST_TEXT = 2 ** 20

/** What a command may use of the process. */
export interface RunWorld {
  readonly registry: Registry
  readonly endpoints: readonly Endpoint[]
  readonly console: Console
  readonly env: Readonly<NodeJS.ProcessEnv>
  readonly random: () => number
  /** Aborted when the person interrupts. */
  readonly interrupted: AbortSignal
}

/** Runs a workflow from a file. Everything that can be known to be wrong is said before anything is spent. */
export async function run(given: RunArguments, world: RunWorld): Promise<ExitCode> {
  const { registry, console } = world
  const opened = await openWorkflow(given.file)
  if (!opened.ok) {
    tellProblems(given.file, opened.problems, console)
    return EXIT.workflow
  }
  const set = await setValues(opened.workflow, registry, given.sets, {
    absolute: (path) => resolve(path),
    readText: async (path) => new TextDecoder().decode(await readBytes(path, MOST_TEXT)),
  })
  checkTargets(opened.workflow, given.targets)
  const { workflow, seeds } = drawSeeds(named(set.workflow, given.file), registry, world.random)
  const planned = plan(workflow, registry, given.targets)
  tellProblems(given.file, [...planned.problems, ...opened.notices, ...planned.notices], console)
  if (planned.problems.length > 0) return EXIT.workflow
  if (planned.steps.some(({ type }) => type.effect)) await checkOut(given.out)
  const host = await openHost({
    engine: given.engine,
    env: world.env,
    endpoints: world.endpoints,
    out: resolve(given.out),
    workflowFolder: dirname(resolve(given.file)),
    trusted: set.pictures,
  })
  try {
    return await runPlan(planned, seeds, given, world, host)
  } finally {
    await host.close()
  }
}

function checkTargets({ nodes }: Workflow, targets: readonly string[] | undefined): void {
  const known = new Set(nodes.map(({ id }) => id))
  const stranger = targets?.find((target) => !known.has(target))
  if (stranger === undefined) return
  const some = [...known].slice(0, 20).join(', ')
  throw new UsageError(`--target ${stranger}: there is no such node; there are ${some}`)
}

/** A file without a name of its own goes by its file name. */
function named(workflow: Workflow, file: string): Workflow {
  if (workflow.name !== undefined) return workflow
  const name = file.replace(/^.*[/\\]/, '').replace(/(\.patchbay)?\.json$/i, '')
  return { ...workflow, name }
}

async function runPlan(
  planned: Plan,
  seeds: ReturnType<typeof drawSeeds>['seeds'],
  given: RunArguments,
  { console, interrupted }: RunWorld,
  host: Host,
): Promise<ExitCode> {
  const unreadable = await checkLiterals(planned, host.services)
  if (unreadable.length > 0) {
    tellProblems(given.file, unreadable.map(({ problem }) => problem), console)
    return exitCodeFor(unreadable.map(({ error }) => error))
  }
  const progress = createProgress(planned, console)
  const emit = (event: RunEvent): void => {
    if (given.json) console.print(JSON.stringify(eventWithPaths(event, host.pathOf)))
    progress(event)
  }
  const { done } = execute(planned, host.services, {
    runId: randomUUID(),
    limits: { remote: given.concurrency },
    signal: interrupted,
    seeds,
    emit,
  })
  const outcome = await done
  if (!given.json) printPictures(planned, outcome, console, host)
  tellErrors(planned, outcome.errors, console)
  for (const line of host.stillRunning()) console.say(line)
  if (interrupted.aborted && outcome.state === 'cancelled')
    return exitCodeFor(Object.values(outcome.errors)) === EXIT.unknown ? EXIT.unknown : EXIT.interrupted
  return exitCodeFor(Object.values(outcome.errors))
}

/** The saved pictures; where nothing was saved, those that the last nodes made, as they lie in the library. */
function printPictures(planned: Plan, outcome: RunOutcome, console: Console, host: Host): void {
  const made = planned.steps.map((step) => ({ step, media: mediaIn(outcome.outputs[step.node.id] ?? {}) }))
  const saved = made.flatMap(({ media }) => media.flatMap(({ path }) => path ?? []))
  const last = made.filter(({ step }) => step.feeds.length === 0).flatMap(({ media }) => media.map(host.pathOf))
  for (const path of new Set(saved.length > 0 ? saved : last)) console.print(path)
}

function tellErrors(planned: Plan, errors: Readonly<Record<string, AppError>>, console: Console): void {
  for (const { node, type } of planned.steps) {
    const error = errors[node.id]
    if (error !== undefined) console.say(`${node.title ?? type.title} (node ${node.id}): ${error.message}`)
  }
}
