import { dirname, resolve } from 'node:path'
import { expand } from '#shared/graph/expand.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import { payersIn } from '../../host/requests/commandPayer.ts'
import { checkOut } from '../../platform/checkOut.ts'
import type { CommandContext, Given } from '../command/defineCommand.ts'
import { defineCommand } from '../command/defineCommand.ts'
import { destinationOf, modeOptions } from '../command/engineOption.ts'
import type { Option } from '../command/options.ts'
import { choice, flag, integer, text, texts } from '../command/options.ts'
import { required } from '../command/parameters.ts'
import { UsageError } from '../command/usageError.ts'
import { connect } from '../connection/connect.ts'
import type { ExitCode } from '../console/exitCode.ts'
import { EXIT } from '../console/exitCode.ts'
import type { BegunRun } from '../connection/followRun.ts'
import { followRun } from '../connection/followRun.ts'
import { readBytes } from '../../platform/readBytes.ts'
import { nameOfFile, openWorkflow } from '../files/openWorkflow.ts'
import { setValues } from '../files/setValues.ts'
import { printProblems } from '../console/printProblems.ts'
import { printRefusal } from '../console/printRefusal.ts'

const MAX_TEXT_CHARACTERS = 2 ** 20

const outText = text({
  value: 'folder',
  summary: 'Folder for saved pictures',
  fallback: 'patchbay-output',
  completion: 'folder',
})

/** An empty value is an unset variable of a script, and would be its current folder. */
const out: Option<string> = {
  ...outText,
  read(words) {
    const folder = outText.read(words)
    if (folder === '') throw new UsageError('--out must not be empty')
    return folder ?? 'patchbay-output'
  },
}

const parameters = {
  file: required({
    value: 'file',
    summary: 'A workflow file, or a picture that carries a workflow',
    completion: 'file',
  }),
}

const options = {
  target: texts({
    value: 'node',
    summary: 'Run only this node and the nodes that it needs',
  }),
  set: texts({
    value: 'node.port=json',
    summary:
      'Set an input to another value. A text needs no quotes; node.port=@path reads the value from a file: a picture, a text or JSON',
  }),
  out,
  ...modeOptions,
  concurrency: integer({
    value: 'n',
    low: 1,
    high: 64,
    summary: 'Jobs to run at a time, 1 to 64; by default as set in the editor',
  }),
  fresh: flag('Run also nodes with a cached result'),
  incomplete: choice({
    value: 'how',
    values: ['refuse', 'leave-out'],
    otherwise: 'refuse',
    summary: 'Where a required input is missing: refuse the run, or leave out the nodes that depend on it',
  }),
}

export default defineCommand({
  name: 'run',
  group: 'workflows',
  summary: 'Run a workflow',
  details: ['The paths of the saved pictures are printed on standard output.'],
  parameters,
  options,
  json: 'Print every event of the run as a line of JSON; the last one is run.finished, with the outputs and the gaps in them',
  examples: [
    { line: 'patchbay run flow.json --out pictures', does: 'Run it in practice, which is free' },
    {
      line: 'patchbay run flow.json --live --set load.image=@cat.png',
      does: 'Run it on the real engines, with another picture',
    },
  ],
  run,
})

/** Runs a workflow from a file. All problems that can be known are reported before anything is spent. */
async function run(
  given: Given<typeof parameters, typeof options>,
  context: CommandContext,
): Promise<ExitCode> {
  const { console } = context
  const registry = context.registry()
  const { mode, only } = destinationOf(given, context.env)
  const opened = await openWorkflow(given.file, registry)
  if (!opened.ok) {
    printProblems(given.file, opened.problems, console)
    return EXIT.workflow
  }
  for (const note of opened.notes) console.info(`${given.file}: ${note}`)
  const set = await setValues(opened.workflow, registry, given.set, {
    absolute: (path) => resolve(path),
    readText: async (path) => new TextDecoder().decode(await readBytes(path, MAX_TEXT_CHARACTERS)),
  })
  const targets = given.target.length === 0 ? undefined : given.target
  const incomplete = given.incomplete === 'refuse' ? 'refuse' : 'leaveOut'
  checkTargets(opened.workflow, targets)
  const workflow = named(set.workflow, given.file)
  printProblems(given.file, opened.notices, console)
  await checkOut(given.out)
  const connection = await connect(context, `patchbay run ${given.file}`)
  const begin = async (): Promise<BegunRun> => {
    const answer = await connection.client.request('run.start', {
      text: JSON.stringify(workflow),
      workflow: null,
      targets: targets === undefined ? null : [...targets],
      fresh: given.fresh,
      incomplete,
      first: false,
      command: {
        name: workflow.name ?? '',
        file: resolve(given.file),
        mode,
        only,
        concurrency: given.concurrency,
        out: resolve(given.out),
        folder: dirname(resolve(given.file)),
        pictures: [...set.pictures],
        payers: connection.holder === null ? null : payersIn(context.env),
      },
    })
    printProblems(given.file, answer.plan.notices, console)
    return answer
  }
  try {
    return await followRun({ show: given.json ? 'events' : 'pictures', begin }, connection, context).catch(
      (thrown: unknown) => printRefusal(given.file, thrown, console),
    )
  } finally {
    await connection.close()
  }
}

/** A target may be a node, an instance of a block, or either of them within a block, by its path. */
function checkTargets(workflow: Workflow, targets: readonly string[] | undefined): void {
  const nodeIds = new Set(workflow.nodes.map(({ id }) => id))
  const outside = targets?.filter((target) => !nodeIds.has(target)) ?? []
  if (outside.length === 0) return
  const { workflow: flat, instances } = expand(workflow)
  const paths = new Set([...flat.nodes.map(({ id }) => id), ...instances.keys()])
  const unknownTarget = outside.find((target) => !paths.has(target))
  if (unknownTarget === undefined) return
  const some = [...nodeIds].slice(0, 20).join(', ')
  throw new UsageError(`--target ${unknownTarget}: no such node. Nodes: ${some}`)
}

/** A file without a name of its own is named after the file. */
function named(workflow: Workflow, file: string): Workflow {
  if (workflow.name !== undefined) return workflow
  return { ...workflow, name: nameOfFile(file) }
}
