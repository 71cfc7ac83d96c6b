import type { Assets, Clock, JobRequest, JobResult, Jobs, JobUpdate, Origin } from '#shared/services.ts'
import type { Client } from '#main/runcomfy/client.ts'
import type { Download } from '#main/services/egress/download.ts'
import { encodeInput } from './encodeInput.ts'
import type { Job } from './job.ts'
import { jobKey } from './jobKey.ts'
import type { JobStore } from './jobStore.ts'
import { createLiveJob } from './liveJob.ts'
import type { JobTools } from './liveJob.ts'
import type { Random } from './pace.ts'
import { runJob } from './runJob.ts'
import type { SharedWork } from './shareWork.ts'
import { shareWork } from './shareWork.ts'

export interface JobsOptions {
  readonly client: Pick<Client, 'submit' | 'status' | 'result' | 'cancel'>
  readonly egress: { readonly download: Download; isOwnOutput(address: string): boolean }
  readonly assets: Pick<Assets, 'put' | 'read'> & { originOf?(sha256: string): Origin | undefined }
  readonly store: JobStore
  readonly clock: Clock
  readonly random: Random
  newId(): string
  /** A fingerprint of the account that pays, never its key. */
  readonly account: string
  /** How long an endpoint usually takes, in milliseconds, or null while nobody knows. */
  expected?(modelId: string): number | null
  /** How long a broken engine is asked without one good answer, in milliseconds; ten minutes unless told. */
  readonly patience?: number
}

const PATIENCE = 600_000

/** The remote jobs of one engine and account. Equal jobs under way (see `jobKey`) are one. */
export function createJobs(options: JobsOptions): Jobs {
  const { assets, clock, egress, store } = options
  const underWay = new Map<string, SharedWork<JobResult, JobUpdate>>()
  const owners = new Map<string, string>()
  const tools: JobTools = {
    client: options.client,
    download: egress.download,
    assets,
    clock,
    random: options.random,
    patience: options.patience ?? PATIENCE,
    expected: (modelId) => options.expected?.(modelId) ?? null,
    claim(requestId, job) {
      const owner = owners.get(requestId) ?? job
      owners.set(requestId, owner)
      return owner === job
    },
  }

  /** A new job for what is asked: encoded, written down, run. Nothing is written down that was called off by then. */
  async function runNew(
    request: JobRequest,
    key: string,
    signal: AbortSignal,
    tell: (update: JobUpdate) => void,
  ): Promise<JobResult> {
    const { isOwnOutput } = egress
    const body = await encodeInput(request.input, { assets, isOwnOutput, now: clock.now() })
    if (signal.aborted) throw signal.reason
    const job: Job = {
      facts: {
        id: options.newId(),
        key,
        modelId: request.endpoint.modelId,
        bodySha256: body.sha256,
        bodyBytes: body.bytes.length,
        account: options.account,
        run: request.run,
        node: request.node,
        item: request.item,
        createdAt: clock.now(),
      },
      phase: { state: 'created', tries: 0 },
    }
    await store.add(job, body.bytes)
    return runJob(createLiveJob(job, body.bytes, { store, signal, tell }), tools)
  }

  function begin(request: JobRequest, key: string): SharedWork<JobResult, JobUpdate> {
    const work = shareWork<JobResult, JobUpdate>(async (signal, tell) => {
      try {
        return await runNew(request, key, signal, tell)
      } finally {
        if (underWay.get(key) === work) underWay.delete(key)
      }
    })
    underWay.set(key, work)
    return work
  }

  return {
    async run(request, { signal, onUpdate }) {
      if (signal.aborted) throw signal.reason
      const key = jobKey(request.endpoint, request.input)
      const known = underWay.get(key)
      const work = known === undefined || known.abandoned ? begin(request, key) : known
      return work.join({ signal, onUpdate })
    },
  }
}
