import { registry } from '#nodes/registry.ts'
import { setValue } from '#shared/document/edits/nodes.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import type { ErrorData } from '#shared/errors.ts'
import { toAppError } from '#shared/errors.ts'
import { plan } from '#shared/run/plan.ts'
import { reveal } from '../canvas/flow.ts'
import { host } from '../host.ts'
import { tellError } from '../shell/toast.ts'
import { runsStore } from '../stores/runs.ts'
import { activeTab, amend, select, setTabRun } from '../stores/tabs.ts'

export interface RunWish {
  readonly targets: readonly string[] | null
  readonly fresh?: boolean
  readonly first?: boolean
}

/** Says what went wrong, where, and what to do. */
export function tell(thrown: unknown): void {
  const { message, code } = toAppError(thrown)
  tellError(message, { code })
}

/** Queues a run of what is on the canvas. What is wrong with it is shown at its place instead. */
export async function startRun({ targets, fresh = false, first = false }: RunWish): Promise<void> {
  const tab = activeTab()
  if (tab === null || tab.readOnly) return
  const { problems } = plan(tab.workflow, registry, targets === null ? undefined : [...targets])
  const [problem, ...more] = problems
  if (problem !== undefined) {
    const others =
      more.length === 0 ? '' : ` ${more.length} more ${more.length === 1 ? 'thing is' : 'things are'} wrong.`
    tellError(`Nothing was run: ${problem.message}.${others}`)
    if (problem.node !== undefined) {
      select(new Set([problem.node]))
      reveal(problem.node)
    }
    return
  }
  const answer = await host().request('run.start', {
    text: writeWorkflow(tab.workflow),
    workflow: tab.entry?.id ?? null,
    targets: targets === null ? null : [...targets],
    fresh,
    first,
  })
  setTabRun(tab.id, answer.run)
  amend(tab.id, (workflow) => withSeeds(workflow, answer.seeds))
}

/** The numbers that were drawn stand in their controls: what is shown is what was used. */
function withSeeds(
  workflow: Workflow,
  seeds: Readonly<Record<string, Readonly<Record<string, number>>>>,
): Workflow {
  let next = workflow
  for (const [node, ports] of Object.entries(seeds))
    for (const [port, value] of Object.entries(ports)) next = setValue(node, port, value)(next)
  return next
}

/** The latest run of the shown tab, while it goes on. */
export function currentRun(): string | null {
  const run = activeTab()?.run ?? null
  if (run === null) return null
  const { runs, rows } = runsStore.getState()
  const state = rows.find(({ id }) => id === run)?.state
  return runs[run]?.phase === 'running' || state === 'queued' || state === 'running' ? run : null
}

export async function cancelRun(): Promise<void> {
  const run = currentRun()
  if (run !== null) await host().request('run.cancel', { run })
}

export async function cancelNode(node: string): Promise<void> {
  const run = currentRun()
  if (run !== null) await host().request('run.cancelNode', { run, node })
}

/** The job that an error is about, by its id. */
const jobOf = ({ data }: ErrorData): string | null => (typeof data?.['job'] === 'string' ? data['job'] : null)

/** The two ways out of not knowing whether a job was accepted: naming its request, or submitting it once more. */
export async function attachRequest(error: ErrorData, request: string): Promise<void> {
  const job = jobOf(error)
  if (job === null) return
  await host().request('job.attach', { job, request })
  await startRun({ targets: null })
}

export async function submitAgain(error: ErrorData): Promise<void> {
  const job = jobOf(error)
  if (job === null) return
  await host().request('job.submitAgain', { job })
  await startRun({ targets: null })
}
