import type { JobRecord } from '#shared/api/recordRequests.ts'
import type { recordRequests } from '#shared/api/recordRequests.ts'
import type { HandlersOf } from '#shared/api/table.ts'
import { JsonValue } from '#shared/ports/jsonValue.ts'
import { AppError } from '#shared/errors.ts'
import type { Job } from '../../jobs/job.ts'
import { requestOf } from '../../jobs/job.ts'
import type { Database } from '../../library/database.ts'
import { readJobs, readRunIds } from '../../library/records.ts'
import type { Runs } from '../../library/runs.ts'
import { openRunStates } from '../../library/runs.ts'

export interface RecordOptions {
  readonly database: Database
  readonly runs: Pick<Runs, 'get' | 'source'>
  /** Whether a process runs it, or has it in its queue. */
  readonly isActive: (run: string) => boolean
}

/** The contents of the library, for lists. */
export function createRecordHandlers({
  database,
  runs,
  isActive,
}: RecordOptions): HandlersOf<typeof recordRequests> {
  return {
    'record.runs'({ run, ...page }) {
      const ids = run === null ? readRunIds(database, page) : [run]
      return {
        runs: ids.flatMap((id) => {
          const record = runs.get(id)
          if (record === null) return []
          const interrupted = openRunStates.includes(record.state) && !isActive(id)
          return [{ record, interrupted }]
        }),
      }
    },
    'record.source'({ run }) {
      const source = runs.source(run)
      if (source === null) throw new AppError('input.invalid', `There is no run ${run}.`)
      const { mode, targets, incomplete = null } = source.request
      return { text: source.workflow, mode, targets, incomplete }
    },
    'record.jobs': (query) => ({ jobs: readJobs(database, query).map(toRecord) }),
  }
}

function toRecord(job: Job): JobRecord {
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
    ...('missing' in phase && { missing: [...phase.missing], askAt: phase.askAt }),
    ...('notes' in phase && phase.notes !== undefined && { notes: [...phase.notes] }),
    ...('oddCost' in phase && phase.oddCost !== undefined && { oddCost: JsonValue.parse(phase.oddCost) }),
    ...('charged' in phase && { charged: phase.charged }),
    ...('cost' in phase && { cost: phase.cost }),
    ...('media' in phase && { media: phase.media.map(([, media]) => media) }),
  }
}
