import { formatDollars } from '#shared/measures.ts'
import type { RunJob } from '#shared/api/runJobs.ts'

/** What the user should know about a job besides its step, as a sentence. */
export function jobSentence({ state, cost, media }: RunJob): string {
  const paid = cost === null ? '' : ` and cost ${formatDollars(cost)}`
  switch (state) {
    case 'goes on':
      return 'The job had started, so it continues and will be charged.'
    case 'arrived':
      return `Its result arrived after the run had ended${paid}.`
    case 'awaited':
      return 'The engine reports the job as done, but the output has not arrived yet. It is not paid for again.'
    case 'expired':
      return 'The job is done, but its files are no longer at the engine.'
    case 'unknown':
      return 'It is unknown whether the engine accepted this job. It may have been charged, so it is not submitted again.'
    case 'stopped':
      return 'The job was cancelled. The engine does not say whether it was charged.'
    case 'attached':
      return media === null
        ? 'A request was attached to this job by hand.'
        : 'This comes from a request that was attached by hand.'
  }
}

/** The possible actions on a job, in the order of the buttons. */
export type JobAct = 'show' | 'refresh' | 'attach' | 'submit' | 'detach'

export function jobActs({ state, media, attached }: RunJob): readonly JobAct[] {
  const own: { readonly [S in RunJob['state']]: readonly JobAct[] } = {
    'goes on': [],
    arrived: media === null ? [] : ['show'],
    awaited: ['refresh'],
    expired: ['refresh'],
    unknown: ['attach', 'submit'],
    stopped: [],
    attached: [],
  }
  return attached === true ? [...own[state], 'detach'] : own[state]
}
