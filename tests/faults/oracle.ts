import type { LedgerEntry } from '#main/practice/requests/request.ts'
import type { NetworkEngine } from './network/engine.ts'
import type { Approved, WorkflowCase } from './workflows.ts'
import type { JobRow } from './rows.ts'

/** The engines' accepted submits since a trial began: what was paid for, whatever the program believes. */
export interface Oracle {
  accepted(): Promise<readonly LedgerEntry[]>
  /** The request ids of those that were cancelled there: nobody pays for them. */
  cancelled(): Promise<ReadonlySet<string>>
  /**
   * Resolves when the engines have answered what reached them. What a program had sent when it was killed is accepted
   * later than its end, on a slow machine much later: only then does it show whether it was.
   */
  settle(): Promise<void>
}

/** What engines in this process have accepted from now on. */
export function consultOracle(
  engines: readonly Pick<NetworkEngine, 'ledger' | 'reached' | 'holds'>[],
): Oracle {
  const counted = engines.map((engine) => ({ engine, from: engine.ledger.length }))
  return {
    accepted: async () => counted.flatMap(({ engine, from }) => engine.ledger.slice(from)),
    async cancelled() {
      const seen = await Promise.all(
        engines.map((engine) => engine.reached({ state: 'cancelled', count: 0 })),
      )
      return new Set(seen.flat().map(({ requestId }) => requestId))
    },
    async settle() {
      do {
        // What has arrived at this process is read in the next turns of its event loop.
        for (let turn = 0; turn < TURNS; turn += 1) await new Promise((resolve) => setImmediate(resolve))
      } while (engines.some((engine) => engine.holds().answering > 0))
    },
  }
}

const TURNS = 8

/** Whether a submit is one of this node's. */
export const isOf = ({ modelId, prompt }: Approved, entry: LedgerEntry): boolean =>
  entry.modelId === modelId && entry.input['prompt'] === prompt

/**
 * The result of a user's search through the engine's requests for an unknown job: the one that was accepted for this
 * item and belongs to no other job, or null.
 */
export function findRequest(
  job: JobRow,
  {
    workflow,
    accepted,
    jobs,
  }: { workflow: WorkflowCase; accepted: readonly LedgerEntry[]; jobs: readonly JobRow[] },
): string | null {
  const approved = workflow.approved.find(({ node }) => node === job.node)
  const jobIds = new Set(jobs.map(({ requestId }) => requestId))
  const open = accepted.find(
    (entry) =>
      approved !== undefined &&
      isOf(approved, entry) &&
      !jobIds.has(entry.requestId) &&
      isItem(entry, job.item),
  )
  return open?.requestId ?? null
}

/** The addresses of a list's pictures end in their index. */
function isItem(entry: LedgerEntry, item: string): boolean {
  const { image_url: image } = entry.input
  const outputNumber = typeof image === 'string' ? /\/(\d+)\.png$/.exec(image)?.[1] : undefined
  return outputNumber === undefined || outputNumber === item
}
