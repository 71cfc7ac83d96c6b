import { UsageError } from './usageError.ts'

/** What a person decides about a job: that it has this request (`confirm`: though the two differ), or one of the others. */
export type JobDecision =
  | { readonly request: string; readonly confirm: boolean }
  | 'submit-again'
  | 'detach'
  | 'refresh'

/** `job attach <job> <request id>`, `job detach <job>`, `job refresh <job>`, or `job submit-again <job> --may-charge-twice`. */
export function readDecision(
  [what, job, request, ...more]: readonly string[],
  values: Readonly<Record<string, unknown>>,
): { readonly job: string; readonly by: JobDecision } {
  if (more.length > 0) throw new UsageError(`${JSON.stringify(more[0])} is too much`)
  if (what === 'attach') {
    if (job === undefined || request === undefined)
      throw new UsageError('job attach needs the id of a job and the id of its request')
    return { job, by: { request, confirm: values['confirm'] === true || values['yes'] === true } }
  }
  if (what !== 'submit-again' && what !== 'detach' && what !== 'refresh')
    throw new UsageError('job is followed by attach, detach, refresh or submit-again')
  if (job === undefined) throw new UsageError(`job ${what} needs the id of a job`)
  if (request !== undefined) throw new UsageError(`${JSON.stringify(request)} is too much`)
  if (what !== 'submit-again') return { job, by: what }
  if (values['may-charge-twice'] !== true)
    throw new UsageError(
      'job submit-again may be charged a second time: the first submit may have been accepted. Say so with --may-charge-twice',
    )
  return { job, by: 'submit-again' }
}
