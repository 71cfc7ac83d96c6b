import type { EngineId } from '#shared/catalogue/engineId.ts'
import { engineCalled } from '../engines.ts'
import { useRuns, useView } from '../use.ts'

/** The engine of a job that the rows of the history name; null if none does. */
export const useJobEngine = (job: string): EngineId | null =>
  useRuns(({ rows }) => {
    for (const { jobs = [] } of rows) for (const one of jobs) if (one.job === job) return one.engine
    return null
  })

/** Whether an engine lists its requests, so that an unknown job can be looked for there. */
export const useListsRequests = (engine: EngineId | null): boolean =>
  useView((view) => (engineCalled(view, engine)?.capabilities.findsLostSubmits ?? 'never') !== 'never')
