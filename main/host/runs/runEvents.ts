import { toAppError } from '#shared/errors.ts'
import type { RunEvent } from '#shared/run/run.ts'
import type { Clock, Log } from '#shared/services.ts'
import type { Runs } from '../../library/runs.ts'
import type { Announcer } from '../events/announcer.ts'
import type { RunJobs } from './runJobs.ts'
import type { RunLog } from './runLog.ts'
import type { RunNodes } from './runNodes.ts'
import type { QueuedRun } from './startQueuedRun.ts'
import { cancelledAtOnce } from './startQueuedRun.ts'

/** Stores the events of runs, keeps them for pages that open late, and emits them. */
export interface RunEvents {
  /** Returns whether the rows of runs must be sent because of it. */
  take(run: string, event: RunEvent): boolean
  /** A run that never began ends for its followers, too. Its results from before an interruption stay. */
  endWaiting(queuedRun: QueuedRun): void
}

export interface RunEventsOptions {
  readonly runs: Pick<Runs, 'finish' | 'record'>
  readonly nodes: Pick<RunNodes, 'follow'>
  readonly jobs: Pick<RunJobs, 'forget'>
  readonly log: Pick<RunLog, 'add'>
  readonly hostLog?: Log | undefined
  readonly clock: Pick<Clock, 'now'>
  readonly announcer: Pick<Announcer, 'announce' | 'announceRun'>
}

export function createRunEvents(options: RunEventsOptions): RunEvents {
  const { announcer, clock, jobs, log, nodes, runs } = options
  /** Runs whose history is incomplete, which was reported. */
  const unrecorded = new Set<string>()

  function record(run: string, event: RunEvent): void {
    try {
      if (event.type === 'run.finished') runs.finish(run, event.state, event.cost, event.at)
      else runs.record(run, event)
    } catch (thrown) {
      // The run continues: its jobs are in the store nevertheless, or it stops by itself.
      options.hostLog?.error('history.unwritten', { run, of: event.type, error: thrown })
      if (!unrecorded.has(run))
        announcer.announce({ type: 'history.incomplete', run, why: toAppError(thrown).message })
      unrecorded.add(run)
    }
  }

  return {
    take(run, event) {
      record(run, event)
      if (changesJobs.has(event.type)) jobs.forget(run)
      log.add(run, event)
      const works = nodes.follow(run, event)
      announcer.announceRun(run, event)
      return works || event.type === 'run.started' || event.type === 'run.finished'
    },
    endWaiting(queuedRun) {
      const at = clock.now()
      runs.finish(queuedRun.id, 'cancelled', null, at)
      for (const event of cancelledAtOnce(queuedRun, at)) announcer.announceRun(queuedRun.id, event)
    },
  }
}

/**
 * Whether a job continues without its step is known when that has ended, and must be checked again when it starts
 * again.
 */
const changesJobs: ReadonlySet<RunEvent['type']> = new Set([
  'run.started',
  'step.cancelled',
  'step.failed',
  'step.done',
])
