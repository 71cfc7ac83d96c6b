import type { Registry } from '#shared/nodes/registry.ts'
import { plan } from '#shared/run/plan.ts'
import type { Console } from '../console/console.ts'
import type { ExitCode } from '../console/exitCode.ts'
import { EXIT } from '../console/exitCode.ts'
import { openWorkflow } from '../files/openWorkflow.ts'
import { printProblems } from '../console/printProblems.ts'

/** Says what is wrong with a workflow. Runs nothing, fetches nothing, spends nothing. */
export async function validate(
  { file, json }: { readonly file: string; readonly json: boolean },
  registry: Registry,
  console: Console,
): Promise<ExitCode> {
  const opened = await openWorkflow(file, registry)
  const planned = opened.ok ? plan(opened.workflow, registry) : undefined
  const problems = opened.ok ? (planned?.problems ?? []) : opened.problems
  const notices = opened.ok ? [...opened.notices, ...(planned?.notices ?? [])] : []
  if (opened.ok) for (const note of opened.notes) console.info(`${file}: ${note}`)
  if (json) for (const problem of problems) console.print(JSON.stringify(problem))
  printProblems(file, problems, console)
  printProblems(file, notices, console)
  if (problems.length > 0) return EXIT.workflow
  const steps = planned?.steps ?? []
  const remote = steps.filter(({ type }) => type.where === 'remote').length
  if (!json) console.print(`${file}: nothing is wrong; ${steps.length} nodes run, ${remote} of them remote`)
  return EXIT.done
}
