import { registry } from '#nodes/registry.ts'
import { setValue } from '#shared/document/edits/nodes.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import type { QueueState } from '#shared/ipc/records.ts'
import { toAppError } from '#shared/errors.ts'
import { planRunnable } from '#shared/run/planRunnable.ts'
import { reveal } from '../canvas/flow.ts'
import { titleOf } from '../canvas/model/nodeType.ts'
import { touchNodes } from '../canvas/touched.ts'
import { host } from '../host.ts'
import { leftOutWords } from '../runs/forecastWords.ts'
import { runToFinish } from '../runs/shownRun.ts'
import { showStarted, tabRunsStore } from '../runs/tabRuns.ts'
import { noteUsedSeeds, usedSeeds } from '../runs/usedSeeds.ts'
import { tellKeyNeeded } from '../shell/tellKey.ts'
import { tellError, tellWords } from '../shell/toast.ts'
import { runsStore } from '../stores/runs.ts'
import { activeTab, amend, keptAs } from '../stores/tabs.ts'
import { withApproval } from './approval.ts'

export interface RunWish {
  readonly targets: readonly string[] | null
  readonly fresh?: boolean
  readonly first?: boolean
}

/** Queues a run of what is on the canvas. Where a key is missing for it, the way to its field is offered. */
export async function startRun(wish: RunWish): Promise<void> {
  try {
    await queueRun(wish)
  } catch (thrown) {
    if (toAppError(thrown).code !== 'account.key') throw thrown
    tellKeyNeeded()
  }
}

/** What is wrong with what is on the canvas is shown at its place instead. */
async function queueRun({ targets, fresh = false, first = false }: RunWish): Promise<void> {
  const tab = activeTab()
  if (tab === null || tab.readOnly) return
  const { problems, notices } = planRunnable(tab.workflow, registry, targets ?? undefined)
  touchNodes(
    tab.id,
    [...problems, ...notices].flatMap(({ node }) => node ?? []),
  )
  const [problem, ...more] = problems
  if (problem !== undefined) {
    const others =
      more.length === 0 ? '' : ` ${more.length} more ${more.length === 1 ? 'thing is' : 'things are'} wrong.`
    const node = tab.workflow.nodes.find(({ id }) => id === problem.node)
    tellError(
      `Nothing was run: ${node === undefined ? '' : `${titleOf(node)}: `}${problem.message}.${others}`,
    )
    // What is selected is the person's: the place is shown, and marked as what is wrong is.
    if (problem.node !== undefined) reveal(problem.node)
    return
  }
  const wish = {
    text: writeWorkflow(tab.workflow),
    targets: targets === null ? null : [...targets],
    fresh,
    used: structuredClone(usedSeeds(tab.id)),
  }
  const leftOut = leftOutWords(notices)
  const answer = await withApproval({ title: 'Run and pay', action: 'Run', more: leftOut }, (approved) =>
    host().request('run.start', { ...wish, workflow: keptAs(tab), first, approved }),
  )
  if (answer === null) return
  showStarted(tab.id, answer.run)
  const ran = withSeeds(tab.workflow, answer.seeds)
  const { steps } = planRunnable(ran, registry, targets ?? undefined)
  noteUsedSeeds(tab.id, ran, new Set(steps.map(({ node }) => node.id)))
  amend(tab.id, (workflow) => withSeeds(workflow, answer.seeds))
  if (leftOut !== '') tellWords(leftOut)
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

/** The latest run of the shown tab, where it is in this state. */
function runOfTab(...states: readonly QueueState[]): string | null {
  const run = activeTab()?.run ?? null
  if (run === null) return null
  const { runs, rows } = runsStore.getState()
  // Before it has a row, its events tell.
  const live = runs[run]?.phase === 'running' ? 'running' : undefined
  const state = rows.find(({ id }) => id === run)?.state ?? live
  return state !== undefined && states.includes(state) ? run : null
}

/** The latest run of the shown tab, while it goes on. */
export const currentRun = (): string | null => runOfTab('queued', 'running')

/** A run of the shown tab that Patchbay ended in the middle of, and that nothing has come after. */
export function interruptedRun(): string | null {
  const tab = activeTab()
  if (tab === null) return null
  return runToFinish(tabRunsStore.getState()[tab.id] ?? [], runsStore.getState().rows)
}

/** The same, or the latest run of the shown tab where something of it failed. */
export const endedBadly = (): string | null => interruptedRun() ?? runOfTab('failed')

export async function cancelRun(): Promise<void> {
  const run = currentRun()
  if (run !== null) await host().request('run.cancel', { run })
}

export async function cancelNode(node: string): Promise<void> {
  const run = currentRun()
  if (run !== null) await host().request('run.cancelNode', { run, node })
}

/** Finishes what was interrupted, or tries again what failed, as it was: what is known is not run again. */
export async function tryAgain(run: string | null = activeTab()?.run ?? null): Promise<void> {
  if (run !== null) await resume(run)
}

/** Has a run go on. What is left of it may cost more than is spent without asking. */
export async function resume(run: string): Promise<void> {
  await withApproval({ title: 'Go on and pay', action: 'Go on' }, (approved) =>
    host().request('run.resume', { run, approved }),
  )
}

/** Has the engine that is set asked again, after it has refused jobs. */
export async function retryAccount(): Promise<void> {
  await host().request('account.retry', {})
}
