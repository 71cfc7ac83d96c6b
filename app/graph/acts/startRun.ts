import { z } from 'zod'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import type { AppError } from '#shared/errors.ts'
import { toAppError } from '#shared/errors.ts'
import { ProblemData } from '#shared/problems/problem.ts'
import type { Editor } from '../../base/editor.ts'
import { withApproval } from '../../state/runs/approval.ts'
import { host } from '../../base/host.ts'
import { leftOutText } from '../../state/runs/forecastText.ts'
import { recordRan } from '../../state/runs/ranWorkflows.ts'
import { showStarted } from '../../state/runs/tabRuns.ts'
import { recordUsedSeeds, usedSeeds } from '../../state/runs/usedSeeds.ts'
import { enginesWithoutKey, showKeyFields } from '../../state/runs/keyNeeded.ts'
import { notify } from '../../base/notify.ts'
import type { Tab } from '../../state/tabs.ts'
import { activeTab, amend, savedId } from '../../state/tabs.ts'
import { reveal } from './camera.ts'
import { dismissRunMessage, showRunMessage } from './runMessage.ts'
import { isAllCached, offerNewSeeds, withSeeds } from './offerNewSeeds.ts'
import { registryOf } from '../../state/catalogue/catalogue.ts'
import { titleOf } from '../../state/nodeType.ts'
import { engineOfError } from '../../state/engines.ts'
import { viewStore } from '../../state/view.ts'
import { touchNodes } from '../../state/canvas/touched.ts'

export interface RunOptions {
  readonly targets: readonly string[] | null
  readonly fresh?: boolean
  readonly first?: boolean
}

/** Queues a run of the canvas. If keys are missing, or one was refused, asks for them. */
export async function startRun(editor: Editor, options: RunOptions): Promise<void> {
  try {
    await queueRun(editor, options)
  } catch (thrown) {
    const error = toAppError(thrown)
    const engine = engineOfError(editor.get(viewStore).getState(), error)
    if (error.code !== 'account.key' || engine === undefined) throw thrown
    const missing = enginesWithoutKey(editor).map(({ id }) => id)
    showKeyFields(editor, missing.includes(engine.id) ? missing : [engine.id])
  }
}

const EMPTY_CANVAS = 'Nothing to run yet. Add a node, or start from a template.'

/** The host reports the problems of the canvas, which are shown at their places. */
async function queueRun(
  editor: Editor,
  { targets, fresh = false, first = false }: RunOptions,
): Promise<void> {
  const tab = activeTab(editor)
  if (tab === null || tab.readOnly) return
  // An empty run would be listed, and look as if something had been made.
  if (tab.workflow.nodes.length === 0) return notify(editor, EMPTY_CANVAS)
  const mode = editor.get(viewStore).getState().settings?.mode
  const options = {
    ...(mode !== undefined && { mode }),
    text: writeWorkflow(tab.workflow),
    targets: targets === null ? null : [...targets],
    fresh,
    used: structuredClone(usedSeeds(editor, tab.id)),
  }
  const answer = await withApproval(editor, { title: 'Run and pay', action: 'Run' }, (approved) =>
    host(editor).request('run.start', { ...options, workflow: savedId(tab), first, approved }),
  ).catch((thrown: unknown) => {
    const problems = problemsIn(toAppError(thrown))
    if (problems === null) throw thrown
    showProblems(editor, tab, problems)
    return null
  })
  if (answer === null) return
  const { nodes, notices } = answer.plan
  touch(editor, tab, notices)
  showStarted(editor, tab.id, answer.run)
  const ran = withSeeds(tab.workflow, answer.seeds)
  recordRan(editor, answer.run, ran)
  recordUsedSeeds(editor, tab.id, ran, new Set(nodes.map(({ node }) => node)))
  amend(editor, tab.id, (workflow) => withSeeds(workflow, answer.seeds))
  const leftOut = leftOutText(notices)
  dismissRunMessage(editor)
  if (leftOut !== '') showRunMessage(editor, leftOut, 'info')
  else if (isAllCached(answer.plan.forecast)) offerNewSeeds(editor, new Set(nodes.map(({ node }) => node)))
}

const Problems = z.array(ProblemData)

/** The problems of a refused run; null for another error, and for missing pictures. */
function problemsIn({ code, data }: AppError): readonly ProblemData[] | null {
  if (code !== 'workflow.invalid' || data['causes'] !== undefined) return null
  return Problems.safeParse(data['problems']).data ?? null
}

/** From now on the cards of these nodes show their problems. */
const touch = (editor: Editor, { id }: Tab, problems: readonly ProblemData[]): void =>
  touchNodes(
    editor,
    id,
    problems.flatMap(({ node }) => node ?? []),
  )

function showProblems(editor: Editor, tab: Tab, problems: readonly ProblemData[]): void {
  touch(editor, tab, problems)
  const [problem] = problems
  if (problem === undefined) return
  showRunMessage(editor, refusedText(problems, tab.workflow, registryOf(editor, tab.workflow)), 'error')
  // Keeps the user's selection: the place is brought into view and marked as a problem.
  if (problem.node !== undefined) reveal(editor, [problem.node])
}

/** Why a run was refused: the first problem, with its node and input, and how many more there are. */
export function refusedText(
  problems: readonly Pick<ProblemData, 'code' | 'message' | 'node' | 'port'>[],
  { nodes }: Workflow,
  registry: Registry,
): string {
  const [problem, ...more] = problems
  if (problem === undefined) return ''
  const node = nodes.find(({ id }) => id === problem.node)
  const port = registry.get(node?.type ?? '')?.inputs[problem.port ?? '']
  // The message of a missing input begins with the input.
  const names = [
    node === undefined ? '' : `${titleOf(node, registry)}: `,
    port === undefined || problem.code === 'missing' ? '' : `${port.label} `,
  ]
  const others =
    more.length === 0 ? '' : ` ${more.length} more ${more.length === 1 ? 'thing is' : 'things are'} wrong.`
  return `Nothing was run: ${names.join('')}${problem.message}.${others}`
}
