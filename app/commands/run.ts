import { registry } from '#nodes/registry.ts'
import { setValue } from '#shared/document/edits/nodes.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import type { AppError, ErrorData } from '#shared/errors.ts'
import type { Input, Output } from '#shared/ipc/contract.ts'
import type { FoundRequest } from '#shared/ipc/jobRequests.ts'
import type { QueueState } from '#shared/ipc/records.ts'
import { Approval, RunForecast } from '#shared/ipc/records.ts'
import { toAppError } from '#shared/errors.ts'
import { planRunnable } from '#shared/run/planRunnable.ts'
import { reveal } from '../canvas/flow.ts'
import { titleOf } from '../canvas/model/nodeType.ts'
import { touchNodes } from '../canvas/touched.ts'
import { host } from '../host.ts'
import { forecastSentence, leftOutWords } from '../runs/forecastWords.ts'
import { runToFinish } from '../runs/shownRun.ts'
import { showStarted, tabRunsStore } from '../runs/tabRuns.ts'
import { noteUsedSeeds, usedSeeds } from '../runs/usedSeeds.ts'
import { settingsSettled } from '../settings.ts'
import { ask } from '../shell/ask.ts'
import { tellKeyNeeded } from '../shell/tellKey.ts'
import { tellError, tellWords } from '../shell/toast.ts'
import { runsStore } from '../stores/runs.ts'
import { activeTab, amend, keptAs, setTabRun } from '../stores/tabs.ts'

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
  const answer = await startApproved({ ...wish, workflow: keptAs(tab), first }, leftOut)
  if (answer === null) return
  showStarted(tab.id, answer.run)
  const ran = withSeeds(tab.workflow, answer.seeds)
  const { steps } = planRunnable(ran, registry, targets ?? undefined)
  noteUsedSeeds(tab.id, ran, new Set(steps.map(({ node }) => node.id)))
  amend(tab.id, (workflow) => withSeeds(workflow, answer.seeds))
  if (leftOut !== '') tellWords(leftOut)
}

/**
 * Starts a run. Where the host wants it approved, the person is asked, with the host's own figures, and as often as they
 * have grown meanwhile. Resolves with null where the person does not agree.
 */
async function startApproved(wish: Input<'run.start'>, leftOut: string): Promise<Output<'run.start'> | null> {
  // What was just changed counts: which engine it is, and above what amount to ask.
  await settingsSettled()
  let approved: Approval | undefined
  for (;;) {
    try {
      return await host().request('run.start', { ...wish, approved })
    } catch (thrown) {
      const forecast = neededApproval(toAppError(thrown))
      if (forecast === null) throw thrown
      const words = [forecastSentence(forecast), leftOut].filter(Boolean).join(' ')
      const choices = [{ id: 'run', label: 'Run', weight: 'main' }] as const
      if ((await ask({ kind: 'choice', title: 'Run and pay', words, choices })) !== 'run') return null
      approved = Approval.parse(forecast)
    }
  }
}

/** What the host wants approved; null for another error. */
function neededApproval({ code, data }: AppError): RunForecast | null {
  if (code !== 'approval.needed') return null
  return RunForecast.safeParse(data['forecast']).data ?? null
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

/** The job that an error is about, by its id. */
const jobOf = ({ data }: ErrorData): string | null => (typeof data?.['job'] === 'string' ? data['job'] : null)

/** The two ways out of not knowing whether a job was accepted: naming its request, or submitting it once more. */
export async function attachRequest(error: ErrorData, request: string): Promise<void> {
  const job = jobOf(error)
  const tab = activeTab()
  if (job === null || tab === null) return
  const asked = { job, request, run: tab.run }
  let answer = await host().request('job.attach', asked)
  if (!answer.attached && (await isThisIt(answer.found)))
    answer = await host().request('job.attach', { ...asked, confirm: true })
  if (answer.attached) setTabRun(tab.id, answer.run)
}

/** A request that is not like the job may be another's: kept, its picture would stand for this one's. */
async function isThisIt({ requestId, differences }: FoundRequest): Promise<boolean> {
  const choices = [{ id: 'attach', label: 'Attach it all the same', weight: 'danger' }] as const
  const told = differences.map(({ what, field, job, request }) =>
    what === 'nothing told'
      ? 'The engine does not say what it is of.'
      : `${field ?? (what === 'model' ? 'Model' : 'Time')}: ${request} there, ${job} here.`,
  )
  const words = `The request ${requestId} is not like this job. ${told.join(' ')} Attached, what it made counts as the answer to this one.`
  return (await ask({ kind: 'choice', title: 'Attach this request', words, choices })) === 'attach'
}

export async function submitAgain(error: ErrorData): Promise<void> {
  const job = jobOf(error)
  const tab = activeTab()
  if (job === null || tab === null) return
  const choices = [{ id: 'again', label: 'Submit again', weight: 'danger' }] as const
  const answer = await ask({
    kind: 'choice',
    title: 'Submit again',
    words:
      'The first submit may have been accepted. If it was, this one is charged in addition. Your requests at RunComfy show whether it was.',
    choices,
  })
  if (answer !== 'again') return
  const { run } = await host().request('job.submitAgain', { job, run: tab.run })
  setTabRun(tab.id, run)
}

/** Finishes what was interrupted, or tries again what failed, as it was: what is known is not run again. */
export async function tryAgain(run: string | null = activeTab()?.run ?? null): Promise<void> {
  if (run !== null) await host().request('run.resume', { run })
}

/** Has the engine that is set asked again, after it has refused jobs. */
export async function retryAccount(): Promise<void> {
  await host().request('account.retry', {})
}
