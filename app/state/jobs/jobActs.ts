import type { FoundRequest } from '#shared/api/jobRequests.ts'
import type { Editor } from '../../base/editor.ts'
import { host } from '../../base/host.ts'
import { tabRunsStore } from '../runs/tabRuns.ts'
import { showDialog } from '../../base/showDialog.ts'
import { notify, UNTIL_CLOSED } from '../../base/notify.ts'
import { setTabRun, tabsStore } from '../tabs.ts'
import { withApproval } from '../runs/approval.ts'
import { registryOf } from '../catalogue/catalogue.ts'
import { attachQuestion } from './attachQuestion.ts'
import { resume } from '../runs/runActs.ts'

/** A job, and the run in which the user saw it; null: the run that first requested it. */
export interface MetJob {
  readonly job: string
  readonly run: string | null
}

/** All decisions about one job share an id: its last error is removed when another one is made. */
export const outcomeOf = ({ job }: Pick<MetJob, 'job'>): string => `job ${job}`

/** Names the request of an unknown job. One that differs from the job is shown first. */
export async function attachRequest(editor: Editor, { job, run }: MetJob, request: string): Promise<void> {
  const asked = { job, request, run }
  let answer = await host(editor).request('job.attach', asked)
  if (!answer.attached && (await isThisIt(editor, answer.found)))
    answer = await host(editor).request('job.attach', { ...asked, confirm: true })
  if (!answer.attached) return
  await continueWith(editor, answer, run)
}

const isThisIt = async (editor: Editor, found: FoundRequest): Promise<boolean> =>
  (await showDialog(editor, attachQuestion(found, registryOf(editor)))) === 'attach'

/** Detaches a request from its job. */
export async function detachRequest(
  editor: Editor,
  { job }: Pick<MetJob, 'job'>,
  title: string,
): Promise<void> {
  const answer = await showDialog(editor, {
    kind: 'choice',
    title: 'Detach the request?',
    message: `The job of ${title} is unknown again, and what the request made is no longer used as its answer. Its files stay in Results. Nothing is cancelled or paid.`,
    choices: [{ id: 'detach', label: 'Detach', weight: 'danger' }],
  })
  if (answer !== 'detach') return
  await host(editor).request('job.detach', { job })
  notify(editor, `The request of ${title} is detached.`)
}

/** Looks for an unknown job where its engine lists its requests. Nothing is submitted. */
export async function findRequest(editor: Editor, { job, run }: MetJob): Promise<void> {
  const answer = await host(editor).request('job.find', { job, run })
  notify(editor, answer.words, answer.state === 'found' ? {} : { stays: UNTIL_CLOSED })
  if (answer.state === 'found') await continueWith(editor, answer, run)
}

/** Asks the engine again for the result of a job that it says is done. Nothing is submitted. */
export async function refreshJob(editor: Editor, { job, run }: MetJob): Promise<void> {
  const answer = await host(editor).request('job.refresh', { job, run })
  if (answer.state === 'awaited')
    return notify(
      editor,
      'The output has not arrived yet. It is paid for and is requested again at no charge.',
    )
  notify(editor, answer.words)
  await continueWith(editor, answer, run)
}

/** Submits an unknown job again, which may be charged twice. */
export async function submitAgain(editor: Editor, { job, run }: MetJob): Promise<void> {
  const answer = await showDialog(editor, {
    kind: 'choice',
    title: 'Submit again',
    message:
      'The first submit may have been accepted. If it was, you are charged twice. Check your requests at the engine first.',
    choices: [{ id: 'again', label: 'Submit again', weight: 'danger' }],
  })
  if (answer !== 'again') return
  const started = await withApproval(
    editor,
    { title: 'Submit again and pay', action: 'Submit again' },
    (approved) => host(editor).request('job.submitAgain', { job, run, approved }),
  )
  if (started !== null) showContinuedRun(editor, started.run, run)
}

/** Shows the run that continues a job; if the rest costs more than was approved, asks first. */
async function continueWith(
  editor: Editor,
  { run, needsApproval }: { readonly run: string; readonly needsApproval?: true | undefined },
  met: string | null,
): Promise<void> {
  showContinuedRun(editor, run, met)
  if (needsApproval === true) await resume(editor, run)
}

/** In the tab that shows the run of the job, or knows the one that continues it. */
function showContinuedRun(editor: Editor, run: string, met: string | null): void {
  const known = editor.get(tabRunsStore).getState()
  for (const tab of editor.get(tabsStore).getState().tabs)
    if (tab.run === (met ?? run) || known[tab.id]?.includes(run) === true) setTabRun(editor, tab.id, run)
}
