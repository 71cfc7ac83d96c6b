import type { FoundRequest, RequestDifference } from '#shared/ipc/jobRequests.ts'
import type { ChoiceQuestion } from '../../base/ask.ts'

/** The question before a request that is not like its job is attached: what differs, and what the request made. */
export function attachQuestion({ requestId, status, differences, media }: FoundRequest): ChoiceQuestion {
  const differs = differences.filter(({ what }) => what !== 'nothing told')
  const words =
    differs.length === 0
      ? `The engine does not say what request ${requestId} is of. Attach it only if you know that it is this one.`
      : `Request ${requestId} is not like this job. Attached, what it made counts as the answer to this job.`
  return {
    kind: 'choice',
    title: 'Attach this request?',
    words,
    picture: { media, caption: media === null ? `No picture yet: ${status}` : 'What the request made' },
    ...(differs.length > 0 && {
      compared: { here: 'This job', there: 'The request', rows: differs.map(toRow) },
    }),
    choices: [{ id: 'attach', label: 'Attach anyway', weight: 'danger' }],
  }
}

const toRow = ({ what, field, job, request }: RequestDifference) => ({
  name: field ?? (what === 'model' ? 'Model' : 'Time'),
  here: what === 'time' ? inWords(job) : job,
  there: what === 'time' ? inWords(request) : request,
})

/** A moment as the person's own clock has it; what is none stays as it is. */
function inWords(moment: string): string {
  const at = Date.parse(moment)
  return Number.isNaN(at)
    ? moment
    : new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(at)
}
