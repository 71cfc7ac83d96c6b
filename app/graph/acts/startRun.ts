import { registry } from '#nodes/registry.ts'
import { setValue } from '#shared/document/edits/nodes.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import { toAppError } from '#shared/errors.ts'
import { planRunnable } from '#shared/run/planRunnable.ts'
import type { Editor } from '../../base/editor.ts'
import { withApproval } from '../../state/runs/approval.ts'
import { host } from '../../base/host.ts'
import { leftOutText } from '../../state/runs/forecastText.ts'
import { showStarted } from '../../state/runs/tabRuns.ts'
import { recordUsedSeeds, usedSeeds } from '../../state/runs/usedSeeds.ts'
import { notifyKeyNeeded } from '../../state/runs/notifyKeyNeeded.ts'
import { notifyError, notify } from '../../base/notify.ts'
import { activeTab, amend, savedId } from '../../state/tabs.ts'
import { reveal } from '../reactFlow.ts'
import { titleOf } from '../../state/nodeType.ts'
import { touchNodes } from '../../state/canvas/touched.ts'

export interface RunOptions {
  readonly targets: readonly string[] | null
  readonly fresh?: boolean
  readonly first?: boolean
}

/** Queues a run of what is on the canvas. Where a key is missing for it, the way to its field is offered. */
export async function startRun(editor: Editor, wish: RunOptions): Promise<void> {
  try {
    await queueRun(editor, wish)
  } catch (thrown) {
    if (toAppError(thrown).code !== 'account.key') throw thrown
    notifyKeyNeeded(editor)
  }
}

/** What is wrong with what is on the canvas is shown at its place instead. */
async function queueRun(
  editor: Editor,
  { targets, fresh = false, first = false }: RunOptions,
): Promise<void> {
  const tab = activeTab(editor)
  if (tab === null || tab.readOnly) return
  const { problems, notices } = planRunnable(tab.workflow, registry, targets ?? undefined)
  touchNodes(
    editor,
    tab.id,
    [...problems, ...notices].flatMap(({ node }) => node ?? []),
  )
  const [problem, ...more] = problems
  if (problem !== undefined) {
    const others =
      more.length === 0 ? '' : ` ${more.length} more ${more.length === 1 ? 'thing is' : 'things are'} wrong.`
    const node = tab.workflow.nodes.find(({ id }) => id === problem.node)
    notifyError(
      editor,
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
    used: structuredClone(usedSeeds(editor, tab.id)),
  }
  const leftOut = leftOutText(notices)
  const answer = await withApproval(
    editor,
    { title: 'Run and pay', action: 'Run', more: leftOut },
    (approved) => host(editor).request('run.start', { ...wish, workflow: savedId(tab), first, approved }),
  )
  if (answer === null) return
  showStarted(editor, tab.id, answer.run)
  const ran = withSeeds(tab.workflow, answer.seeds)
  recordUsedSeeds(editor, tab.id, ran, new Set(answer.plan.nodes.map(({ node }) => node)))
  amend(editor, tab.id, (workflow) => withSeeds(workflow, answer.seeds))
  if (leftOut !== '') notify(editor, leftOut)
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
