import { z } from 'zod'
import { ErrorData } from '../errors.ts'

/** A job of a cancelled run that could not be cancelled at its engine, and why: it may go on there. */
export const UncancelledJob = z.object({ job: z.string(), error: ErrorData })
export type UncancelledJob = z.infer<typeof UncancelledJob>

/** What of a run could not be cancelled, as sentences; '' if all was. */
export function describeUncancelled(jobs: readonly UncancelledJob[]): string {
  if (jobs.length === 0) return ''
  const many = jobs.length === 1 ? '1 job' : `${jobs.length} jobs`
  const ends =
    jobs.length === 1
      ? 'It may go on at the engine and be charged; its result will be saved.'
      : 'They may go on at the engine and be charged; their results will be saved.'
  const reasons = [...new Set(jobs.map(({ error }) => error.message))].join(' ')
  return `The run is cancelled, but ${many} could not be: ${reasons} ${ends}`
}
