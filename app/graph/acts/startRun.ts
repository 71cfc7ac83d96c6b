import { registry } from '#nodes/registry.ts'
import { setValue } from '#shared/document/edits/nodes.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import { toAppError } from '#shared/errors.ts'
import { planRunnable } from '#shared/run/planRunnable.ts'
import { withApproval } from '../../state/runs/approval.ts'
import { host } from '../../base/host.ts'
import { leftOutWords } from '../../state/runs/forecastWords.ts'
import { showStarted } from '../../state/runs/tabRuns.ts'
import { noteUsedSeeds, usedSeeds } from '../../state/runs/usedSeeds.ts'
import { tellKeyNeeded } from '../../state/runs/tellKey.ts'
import { tellError, tellWords } from '../../base/notify.ts'
import { activeTab, amend, keptAs } from '../../state/tabs.ts'
import { reveal } from '../flow.ts'
import { titleOf } from '../../state/nodeType.ts'
import { touchNodes } from '../../state/canvas/touched.ts'

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
