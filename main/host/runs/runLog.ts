import type { RunEvent } from '#shared/run/run.ts'

type Progress = Extract<RunEvent, { type: 'step.progress' }>

/** The events of the runs of this process, so that a page that opens late sees what an early one saw. */
export interface RunLog {
  add(run: string, event: RunEvent): void
  /** Every event of a run, with the latest progress of each item; null for a run that is not in the log. */
  read(run: string): readonly RunEvent[] | null
  forget(run: string): void
}

/** How many runs are remembered: older ones are in the library, without the times of their steps. */
const MAX_EVENTS = 50

interface Entry {
  readonly events: RunEvent[]
  /** By node and item. */
  readonly progress: Map<string, Progress>
}

export function createRunLog(max = MAX_EVENTS): RunLog {
  const runs = new Map<string, Entry>()
  return {
    add(run, event) {
      const entry = runs.get(run) ?? { events: [], progress: new Map<string, Progress>() }
      // The run that was written to last is evicted last.
      runs.delete(run)
      runs.set(run, entry)
      for (const oldest of runs.keys()) {
        if (runs.size <= max) break
        runs.delete(oldest)
      }
      // That a job could not be cancelled must be known even after its run is over.
      if (event.type !== 'step.progress' || event.status === 'not_cancellable') {
        entry.events.push(event)
        return
      }
      const key = JSON.stringify([event.node, event.item])
      entry.progress.set(key, { ...entry.progress.get(key), ...event })
    },
    read(run) {
      const entry = runs.get(run)
      if (entry === undefined) return null
      const { events, progress } = entry
      const last = events.at(-1)
      // A finished run accepts no more events of its steps.
      return last?.type === 'run.finished' ? [...events] : [...events, ...progress.values()]
    },
    forget: (run) => void runs.delete(run),
  }
}
