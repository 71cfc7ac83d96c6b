import type { Node, Workflow } from '../document/workflow.ts'
import { withCarried } from '../catalogue/carried.ts'
import type { Registry } from '../nodes/registry.ts'
import type { Problem } from '../problems/problem.ts'
import type { Incomplete } from './incomplete.ts'
import type { Plan } from './plan.ts'
import { plan } from './plan.ts'
import { nameOf } from './planInputs.ts'

/**
 * The plan of a run that is refused if an input is missing, or that leaves out the node without it: see `planRunnable`.
 */
export const planRun = (
  workflow: Workflow,
  registry: Registry,
  targets: readonly string[] | undefined,
  incomplete: Incomplete = 'leaveOut',
): Plan =>
  incomplete === 'refuse' ? plan(workflow, registry, targets) : planRunnable(workflow, registry, targets)

/**
 * Like `plan`; without targets, nodes whose required input is missing do not stop the rest. They are left out with all
 * that depends on them, and with what only they would have used. A notice names each. If anything else is wrong, or
 * nothing would be left to run, the problems remain.
 */
export function planRunnable(workflow: Workflow, registry: Registry, targets?: readonly string[]): Plan {
  const whole = plan(workflow, registry, targets)
  const { problems } = whole
  if (targets !== undefined || problems.length === 0) return whole
  if (problems.some(({ code, node }) => code !== 'missing' || node === undefined)) return whole
  const out = leftOut(whole, withCarried(registry, workflow))
  const rest = plan(workflow, registry, undefined, new Set(out.keys()))
  if (rest.problems.length > 0 || rest.steps.length === 0) return whole
  return { ...rest, notices: [...out.values(), ...rest.notices] }
}

/** The nodes that lack something or depend on one that does, with the reason. */
function leftOut({ steps, problems }: Plan, registry: Registry): ReadonlyMap<string, Problem> {
  const out = new Map<string, Problem>()
  const lack = new Map(problems.map((problem) => [problem.node ?? '', problem]))
  const leave = (node: Node, why: string, at: Pick<Problem, 'path' | 'port'> = { path: [] }): void => {
    const message = `${nameOf(node, registry)} is not run: ${why}`
    const port = at.port === undefined ? {} : { port: at.port }
    out.set(node.id, { code: 'left-out', message, path: at.path, node: node.id, ...port })
  }
  const isOut = (index: number): boolean => out.has(steps[index]?.node.id ?? '')
  const nameAt = (index: number): string => nameOf(steps[index]?.node, registry)
  // Steps come after their sources.
  for (const { node, type, inputs } of steps) {
    const own = lack.get(node.id)
    const from = inputs.find(({ source }) => source !== null && isOut(source.step))?.source?.step
    if (own !== undefined) leave(node, `${type.inputs[own.port ?? '']?.label ?? own.port} is needed`, own)
    else if (from !== undefined) leave(node, `it needs ${nameAt(from)}`)
  }
  return out
}
