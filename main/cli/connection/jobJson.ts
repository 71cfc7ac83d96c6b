import type { Job } from '../../jobs/job.ts'
import { requestOf } from '../../jobs/job.ts'

/** What is known of a job, for programs. The bytes that it sent are not in it. */
export function jobJson(job: Job): Readonly<Record<string, unknown>> {
  const { id, run, node, item, modelId, createdAt } = job.facts
  const { phase } = job
  return {
    id,
    state: phase.state,
    run,
    node,
    item,
    endpoint: modelId,
    createdAt,
    requestId: requestOf(job)?.requestId ?? null,
    ...('error' in phase && { error: phase.error }),
    ...('evidence' in phase && { error: phase.evidence }),
    ...('missing' in phase && { missing: phase.missing, askAt: phase.askAt }),
    ...('notes' in phase && { notes: phase.notes }),
    ...('oddCost' in phase && { oddCost: phase.oddCost }),
    ...('charged' in phase && { charged: phase.charged }),
    ...('cost' in phase && { cost: phase.cost }),
    ...('media' in phase && { media: phase.media.map(([, media]) => media) }),
  }
}
