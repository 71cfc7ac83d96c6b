import type { RunRow } from '#shared/api/records.ts'
import type { RunJob } from '#shared/api/runJobs.ts'
import type { Value, Values } from '#shared/ports/value.ts'
import { isList, isMedia } from '#shared/ports/value.ts'
import type { Step } from '#shared/run/reduceRun.ts'
import { decidingError } from '../steps/failure.ts'

/** A job, and the run that it belongs to. */
export type CardJob = RunJob & { readonly run: string }

export interface CardJobsOf {
  readonly rows: readonly RunRow[]
  /** The run that the cards show. */
  readonly run: string | null
  readonly steps: Readonly<Record<string, Step>>
  /** By node: what its card shows. */
  readonly results: Readonly<Record<string, { readonly outputs: Values } | undefined>>
}

/**
 * By node: the jobs that the user should know about at its card. Those of the shown run, and of other runs the one that
 * made the shown result. What the error of a failed step says already is not repeated.
 */
export function cardJobs({
  rows,
  run,
  steps,
  results,
}: CardJobsOf): Readonly<Record<string, readonly CardJob[]>> {
  const found: Record<string, CardJob[]> = {}
  for (const row of rows)
    for (const job of row.jobs ?? []) {
      const isShown = job.media !== null && holds(results[job.node]?.outputs, job.media.sha256)
      if (row.id !== run && !isShown) continue
      const isOnStep = isShownByStep(steps[job.node], job)
      if (isOnStep && job.attached !== true) continue
      const card = { ...job, run: row.id, ...(isOnStep && { state: 'attached' as const }) }
      found[job.node] = [...(found[job.node] ?? []), card]
    }
  return found
}

/** Whether a failed step is about this job and offers what can be done. */
function isShownByStep(step: Step | undefined, { job }: RunJob): boolean {
  if (step?.phase !== 'failed') return false
  const { code, data } = decidingError(step)
  return (code === 'job.unknown' || code === 'job.awaited') && data?.['job'] === job
}

const holds = (outputs: Values | undefined, sha256: string): boolean =>
  outputs !== undefined && Object.values(outputs).some((value) => isOrHas(value, sha256))

const isOrHas = (value: Value, sha256: string): boolean =>
  isList(value) ? value.some((one) => isOrHas(one, sha256)) : isMedia(value) && value.sha256 === sha256
