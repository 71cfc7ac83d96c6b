import { dirname, resolve } from 'node:path'
import type { Workflow } from '#shared/document/workflow.ts'
import { planRun } from '#shared/run/planRunnable.ts'
import { drawPlanned } from '#shared/run/drawPlanned.ts'
import type { CommandRun } from '../../host/localRequests.ts'
import { accountOf, keyIn } from '../../host/openEngine.ts'
import { checkOut } from '../../assets/checkOut.ts'
import { apiUrlIn, namesApiUrl } from '../../network/apiUrl.ts'
import type { RunArguments } from '../command/arguments.ts'
import type { CommandContext } from '../command/commandContext.ts'
import { UsageError } from '../command/usageError.ts'
import { connect } from '../connection/connect.ts'
import type { ExitCode } from '../console/exitCode.ts'
import { EXIT } from '../console/exitCode.ts'
import { followRun } from '../connection/followRun.ts'
import { nameOfFile, openWorkflow, readBytes } from '../files/openWorkflow.ts'
import { setValues } from '../files/setValues.ts'
import { printProblems } from '../console/printProblems.ts'
import { printRefusal } from '../console/printRefusal.ts'

const MAX_TEXT_CHARACTERS = 2 ** 20

/** Runs a workflow from a file. Everything that can be known to be wrong is said before anything is spent. */
export async function run(given: RunArguments, context: CommandContext): Promise<ExitCode> {
  const { registry, console } = context
  const opened = await openWorkflow(given.file, registry)
  if (!opened.ok) {
    printProblems(given.file, opened.problems, console)
    return EXIT.workflow
  }
  for (const note of opened.notes) console.info(`${given.file}: ${note}`)
  const set = await setValues(opened.workflow, registry, given.sets, {
    absolute: (path) => resolve(path),
    readText: async (path) => new TextDecoder().decode(await readBytes(path, MAX_TEXT_CHARACTERS)),
  })
  checkTargets(opened.workflow, given.targets)
  const { workflow, seeds } = drawPlanned(
    named(set.workflow, given.file),
    given.targets,
    registry,
    context.random,
  )
  const planned = planRun(workflow, registry, given.targets, given.incomplete)
  printProblems(given.file, [...planned.problems, ...opened.notices, ...planned.notices], console)
  if (planned.problems.length > 0) return EXIT.workflow
  await checkOut(given.out)
  const connection = await connect(context, `patchbay run ${given.file}`)
  const begin = async (): Promise<string> => {
    const answer = await connection.client.request('run.start', {
      text: JSON.stringify(workflow),
      workflow: null,
      targets: given.targets === undefined ? null : [...given.targets],
      fresh: given.fresh,
      incomplete: given.incomplete,
      first: false,
      command: {
        name: workflow.name ?? '',
        file: resolve(given.file),
        seeds: structuredClone(seeds),
        engine: given.engine,
        concurrency: given.concurrency,
        out: resolve(given.out),
        folder: dirname(resolve(given.file)),
        pictures: [...set.pictures],
        payer: connection.editor === null ? null : payerIn(context.env),
      },
    })
    return answer.run
  }
  try {
    return await followRun(
      { plan: planned, show: given.json ? 'events' : 'pictures', begin },
      connection,
      context,
    ).catch((thrown: unknown) => printRefusal(given.file, thrown, console))
  } finally {
    await connection.close()
  }
}

/** Who pays by this environment, for a host in another process to compare; null where its address is none. */
function payerIn(env: CommandContext['env']): CommandRun['payer'] {
  const key = keyIn(env)
  try {
    const api = apiUrlIn(env)
    return {
      origin: api.origin,
      named: namesApiUrl(env),
      account: key === null ? null : accountOf(api, key),
    }
  } catch {
    return null
  }
}

function checkTargets({ nodes }: Workflow, targets: readonly string[] | undefined): void {
  const nodeIds = new Set(nodes.map(({ id }) => id))
  const unknownTarget = targets?.find((target) => !nodeIds.has(target))
  if (unknownTarget === undefined) return
  const some = [...nodeIds].slice(0, 20).join(', ')
  throw new UsageError(`--target ${unknownTarget}: there is no such node; there are ${some}`)
}

/** A file without a name of its own goes by its file name. */
function named(workflow: Workflow, file: string): Workflow {
  if (workflow.name !== undefined) return workflow
  return { ...workflow, name: nameOfFile(file) }
}
