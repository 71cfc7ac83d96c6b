import { expand } from '#shared/graph/expand.ts'
import { plan } from '#shared/run/plan.ts'
import type { CommandContext } from '../command/defineCommand.ts'
import { defineCommand } from '../command/defineCommand.ts'
import { required } from '../command/parameters.ts'
import type { ExitCode } from '../console/exitCode.ts'
import { EXIT } from '../console/exitCode.ts'
import { openWorkflow } from '../files/openWorkflow.ts'
import { printProblems } from '../console/printProblems.ts'

export default defineCommand({
  name: 'validate',
  group: 'workflows',
  summary: 'Check a workflow without running it',
  details: ['Runs nothing, fetches nothing and spends nothing.'],
  parameters: {
    file: required({
      value: 'file',
      summary: 'A workflow file, or a picture that carries a workflow',
      completion: 'file',
    }),
  },
  json: 'Print each problem as a line of JSON',
  examples: [{ line: 'patchbay validate flow.json', does: 'Say what is wrong with it, with exit code 65' }],
  run: validate,
})

async function validate(
  { file, json }: { readonly file: string; readonly json: boolean },
  context: CommandContext,
): Promise<ExitCode> {
  const { console } = context
  const registry = context.registry()
  const opened = await openWorkflow(file, registry)
  const expanded = opened.ok ? expand(opened.workflow) : undefined
  const planned = expanded?.problems.length === 0 ? plan(expanded.workflow, registry) : undefined
  const problems = opened.ok ? ((planned ?? expanded)?.problems ?? []) : opened.problems
  const notices = opened.ok ? [...opened.notices, ...(planned?.notices ?? [])] : []
  if (opened.ok) for (const note of opened.notes) console.info(`${file}: ${note}`)
  if (json) for (const problem of problems) console.print(JSON.stringify(problem))
  printProblems(file, problems, console)
  printProblems(file, notices, console)
  if (problems.length > 0) return EXIT.workflow
  const steps = planned?.steps ?? []
  const remote = steps.filter(({ type }) => type.where === 'remote').length
  if (!json)
    console.print(
      `${file}: no problems; ${steps.length} ${steps.length === 1 ? 'node' : 'nodes'}, ${remote} remote`,
    )
  return EXIT.done
}
