import { formatDollars } from '#shared/measures.ts'
import type { RunJob } from '#shared/ipc/runJobs.ts'

/** What a person should know of a job beside its step, as a sentence. */
export function jobSentence({ state, cost, media }: RunJob): string {
  const paid = cost === null ? '' : ` and cost ${formatDollars(cost)}`
  switch (state) {
    case 'goes on':
      return 'The job had started, goes on at the engine and will be charged.'
    case 'arrived':
      return `Its result came after the run was over${paid}.`
    case 'awaited':
      return 'The engine says that the job is done, but its output has not come yet. It is not paid for again.'
    case 'expired':
      return 'The job is done, but its files were not at the engine any more.'
    case 'unknown':
      return 'Nobody knows whether this job was accepted. It may have been charged, so it is not submitted again.'
    case 'attached':
      return media === null
        ? 'A request was attached to this job by hand.'
        : 'This comes from a request that was attached by hand.'
  }
}

/** What can be done about a job, in the order of the buttons. */
export type JobAct = 'show' | 'refresh' | 'attach' | 'submit' | 'detach'

export function jobActs({ state, media, attached }: RunJob): readonly JobAct[] {
  const own: { readonly [S in RunJob['state']]: readonly JobAct[] } = {
    'goes on': [],
    arrived: media === null ? [] : ['show'],
    awaited: ['refresh'],
    expired: ['refresh'],
    unknown: ['attach', 'submit'],
    attached: [],
  }
  return attached === true ? [...own[state], 'detach'] : own[state]
}
