import { randomUUID } from 'node:crypto'
import { dirname, resolve } from 'node:path'
import type { Workflow } from '#shared/document/workflow.ts'
import type { Endpoint } from '#shared/endpoint/endpoint.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import { plan } from '#shared/run/plan.ts'
import type { Clock } from '#shared/services.ts'
import { drawPlanned } from '#shared/run/drawPlanned.ts'
import { checkOut } from '../../services/checkOut.ts'
import type { RunRequest } from '../../services/library/runs.ts'
import type { RunArguments } from '../arguments.ts'
import { UsageError } from '../arguments.ts'
import type { Console } from '../console.ts'
import { executeRun } from '../executeRun.ts'
import type { ExitCode } from '../exitCode.ts'
import { EXIT } from '../exitCode.ts'
import { handRun } from '../handRun.ts'
import { nameOfFile, openWorkflow, readBytes } from '../openWorkflow.ts'
import { reachLibrary } from '../reachLibrary.ts'
import { setValues } from '../setValues.ts'
import { tellProblems } from '../tellProblems.ts'

const MOST_TEXT = 2 ** 20

/** What a command may use of the process. */
export interface World {
  readonly registry: Registry
  readonly endpoints: readonly Endpoint[]
  readonly console: Console
  readonly env: Readonly<NodeJS.ProcessEnv>
  readonly random: () => number
  readonly clock: Clock
  readonly now: () => number
  /** Aborted when the person interrupts. */
  readonly interrupted: AbortSignal
  /** Sets what a person who interrupts is told. */
  readonly sayOnInterrupt: (words: string) => void
  readonly version: string
}

/** Runs a workflow from a file. Everything that can be known to be wrong is said before anything is spent. */
export async function run(given: RunArguments, world: World): Promise<ExitCode> {
  const { registry, console } = world
  const opened = await openWorkflow(given.file, registry)
  if (!opened.ok) {
    tellProblems(given.file, opened.problems, console)
    return EXIT.workflow
  }
  for (const note of opened.notes) console.say(`${given.file}: ${note}`)
  const set = await setValues(opened.workflow, registry, given.sets, {
    absolute: (path) => resolve(path),
    readText: async (path) => new TextDecoder().decode(await readBytes(path, MOST_TEXT)),
  })
  checkTargets(opened.workflow, given.targets)
  const { workflow, seeds } = drawPlanned(
    named(set.workflow, given.file),
    given.targets,
    registry,
    world.random,
  )
  const planned = plan(workflow, registry, given.targets)
  tellProblems(given.file, [...planned.problems, ...opened.notices, ...planned.notices], console)
  if (planned.problems.length > 0) return EXIT.workflow
  await checkOut(given.out)
  const request: RunRequest = {
    engine: given.engine,
    targets: given.targets === undefined ? null : [...given.targets],
    out: resolve(given.out),
    folder: dirname(resolve(given.file)),
    pictures: [...set.pictures],
    concurrency: given.concurrency,
    fresh: given.fresh,
  }
  const reached = await reachLibrary(world, given.engine, `patchbay run ${given.file}`)
  if (reached.by === 'asking') {
    const prepared = {
      called: given.file,
      file: resolve(given.file),
      plan: planned,
      seeds,
      request,
      workflow,
    }
    return handRun(prepared, reached.editor, { ...world, json: given.json })
  }
  const { host } = reached
  try {
    const id = randomUUID()
    const at = world.now()
    const since = given.fresh ? at : undefined
    return await executeRun({ id, called: given.file, plan: planned, seeds, request, since }, host, {
      ...world,
      json: given.json,
      start: () =>
        host.runs.start({
          id,
          name: workflow.name ?? '',
          account: host.account,
          workflow: JSON.stringify(workflow),
          request,
          at,
        }),
    })
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
  return { ...workflow, name: nameOfFile(file) }
}
