import type { Log } from '#shared/services.ts'
import type { Job } from '../jobs/job.ts'
import type { Runs } from './runs.ts'

/** The maximum number of jobs whose last state is remembered. */
const MAX_JOBS = 1000

/** A listener that logs each new state of a job: ids and states, nothing of its input or output. */
export function logJobs(log: Log): (job: Job) => void {
  const states = new Map<string, string>()
  return ({ facts, phase }) => {
    // Its position in the engine's queue changes more often.
    if (states.get(facts.id) === phase.state) return
    if (states.size >= MAX_JOBS) states.clear()
    states.set(facts.id, phase.state)
    const request = 'request' in phase ? phase.request?.requestId : undefined
    const error = 'error' in phase ? { code: phase.error.code } : {}
    const { id: job, run, node, item, modelId } = facts
    log.info('job.state', { job, run, node, item, endpoint: modelId, state: phase.state, request, ...error })
  }
}

/** The same runs, with their starts, their ends and the failures of their steps in the log. */
export const logRuns = (runs: Runs, log: Log): Runs => ({
  ...runs,
  start(run) {
    runs.start(run)
    log.info('run.started', { run: run.id, mode: run.request.mode })
  },
  queue(run) {
    runs.queue(run)
    log.info('run.queued', { run: run.id, mode: run.request.mode })
  },
  requeue(run) {
    runs.requeue(run)
    log.info('run.queued', { run, again: true })
  },
  begin(run, account, at) {
    runs.begin(run, account, at)
    log.info('run.started', { run })
  },
  reopen(run) {
    runs.reopen(run)
    log.info('run.started', { run, again: true })
  },
  record(run, event) {
    runs.record(run, event)
    if (event.type === 'step.failed')
      log.warn('step.failed', { run, node: event.node, code: event.error.code })
  },
  finish(run, state, cost, at) {
    runs.finish(run, state, cost, at)
    log.info('run.finished', { run, state, cost })
  },
})
