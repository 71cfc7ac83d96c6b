import type { Run } from '#shared/run/reduceRun.ts'
import type { Editor } from '../base/editor.ts'
import { JOB_CONTINUES } from '../state/steps/describeStep.ts'
import type { ToastOptions } from '../base/notify.ts'
import { showToast, UNTIL_CLOSED } from '../base/notify.ts'
import type { RunsState } from '../state/runs/runs.ts'
import { runsStore } from '../state/runs/runs.ts'

/** The cancelled nodes of a run whose job continues. */
const countContinuingJobs = (run: Run | undefined): number =>
  Object.values(run?.steps ?? {}).filter((step) => step.phase === 'cancelled' && step.goesOn === true).length

/** What a cancel did not stop, as a sentence. */
export const continuingJobsText = (jobs: number): string =>
  jobs === 1
    ? `Cancelled. ${JOB_CONTINUES}`
    : `Cancelled. ${jobs} nodes had jobs that had started. They continue at the engine and will be charged.`

const isListed = ({ rows }: RunsState, run: string): boolean =>
  rows.some(({ id, jobs = [] }) => id === run && jobs.some(({ state }) => state === 'goes on'))

/** Reports which jobs of a cancelled run continue, until they have ended. Returns a function that stops it. */
export function notifyContinuingJobs(
  editor: Editor,
  showMessage: (text: string, options: ToastOptions) => () => void = (text, options) =>
    showToast(editor, text, options),
): () => void {
  /** By run: dismisses its message. */
  const dismissals = new Map<string, () => void>()
  return editor.get(runsStore).subscribe((after, before) => {
    for (const [run, dismiss] of dismissals)
      if (isListed(before, run) && !isListed(after, run)) {
        dismiss()
        dismissals.delete(run)
      }
    if (after.runs === before.runs) return
    for (const [id, run] of Object.entries(after.runs)) {
      const was = before.runs[id]
      // A run that was over when this page first saw it is not reported.
      if (run === was || was?.phase !== 'running') continue
      const jobs = countContinuingJobs(run)
      if (jobs > countContinuingJobs(was))
        dismissals.set(id, showMessage(continuingJobsText(jobs), { stays: UNTIL_CLOSED }))
    }
  })
}
