import { continueCancel } from './continueJob.ts'
import type { Job, Payer } from './job.ts'
import { isPaidBy, requestOf } from './job.ts'
import type { JobStore } from './jobStore.ts'
import { openStates } from './jobStore.ts'
import type { JobTools } from './liveJob.ts'
import type { RunLive } from './liveJobs.ts'
import { createRateLimiter } from './rateLimiter.ts'
import { createRecoveryClient } from './recoveryClient.ts'
import { reduceJob } from './reduceJob.ts'
import type { JobsOptions } from './remoteJobs.ts'

/**
 * Calls per second for jobs that an earlier process left, until each was read once: slightly below 20, so that the
 * engine, which receives some of them late, never gets more than 20 in a second.
 */
const RECOVERY_RATE = 19

/** Unknown jobs that are looked for at a start: more than a user ever leaves undecided. */
const MAX_LOOKED_FOR = 100

/** States in which the engine may have a result for us. */
const remoteStates = openStates.filter((state) => state !== 'created')

/**
 * Takes up what an earlier process left: see `RemoteJobs.recover`. `begin` starts one, unless it is running already.
 */
export async function recoverJobs(
  { account, clock, engine, store }: Pick<JobsOptions, 'account' | 'clock' | 'engine' | 'store'>,
  { client }: Pick<JobTools, 'client'>,
  isUnderWay: (key: string) => boolean,
  begin: (job: Job, run: RunLive) => void,
): Promise<void> {
  const left = store
    .list({ states: remoteStates })
    .filter(({ facts }) => isPaidBy(facts, { engine, account }) && !isUnderWay(facts.key))
  for (const job of left.filter(({ phase }) => phase.state === 'submitting'))
    await store.save(reduceJob(job, { type: 'restarted' }))
  const urgency = ({ phase }: Job): number => (phase.state === 'completed' ? 0 : 1)
  const alive = left.filter(({ phase }) => phase.state !== 'submitting')
  const gentle = createRecoveryClient(
    client,
    createRateLimiter({ clock, rate: RECOVERY_RATE }),
    alive.flatMap((job) => (job.phase.state === 'completed' ? [] : (requestOf(job)?.requestId ?? []))),
  )
  const goOnGently: RunLive = (one, lent) => continueCancel(one, { ...lent, client: gentle })
  const unknown = client.findSubmits === undefined ? [] : listUnknown(store, { engine, account })
  for (const job of [...alive.toSorted((a, b) => urgency(a) - urgency(b)), ...unknown])
    // Nobody waits for it: its outcome is in the store.
    if (!isUnderWay(job.facts.key)) begin(job, goOnGently)
}

/** The newest unknown jobs: an engine with a listing may be able to show their outcome. */
const listUnknown = (store: Pick<JobStore, 'list'>, payer: Payer): readonly Job[] =>
  store
    .list({ states: ['unknown'] })
    .filter(({ facts }) => isPaidBy(facts, payer))
    .slice(0, MAX_LOOKED_FOR)
