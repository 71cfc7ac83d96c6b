import type { LedgerEntry } from '#main/practice/requests/request.ts'
import type { EngineProcess } from './engineProcess.ts'
import type { Approved, WorkflowCase } from './workflows.ts'
import type { JobRow } from './rows.ts'

/** What the engine accepted since a trial began: what was paid for, whatever anybody here believes. */
export interface Oracle {
  accepted(): Promise<readonly LedgerEntry[]>
}

export async function consultOracle(engine: Pick<EngineProcess, 'ledger'>): Promise<Oracle> {
  const from = (await engine.ledger()).length
  return { accepted: async () => (await engine.ledger()).slice(from) }
}

/** Whether a submit is one of this node's. */
export const isOf = ({ modelId, prompt }: Approved, entry: LedgerEntry): boolean =>
  entry.modelId === modelId && entry.input['prompt'] === prompt

/**
 * What a person finds who looks through the requests at the engine for an unknown job: the one that was accepted for
 * this item and is no other job's, or null.
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

/** The pictures of a list lie at addresses that end in their place in it. */
function isItem(entry: LedgerEntry, item: number): boolean {
  const { image_url: image } = entry.input
  const outputNumber = typeof image === 'string' ? /\/(\d+)\.png$/.exec(image)?.[1] : undefined
  return outputNumber === undefined || Number(outputNumber) === item
}
