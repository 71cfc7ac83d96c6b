import { AppError } from '#shared/errors.ts'
import { execute } from '#shared/run/execute.ts'
import { checkLiterals } from '#shared/run/literals.ts'
import type { Plan } from '#shared/run/plan.ts'
import type { RunEvent } from '#shared/run/run.ts'
import type { Seeds } from '#shared/run/seeds.ts'
import type { Host } from '../openHost.ts'
import type { RunRequest } from '../services/library/runs.ts'
import { heedWishes } from '../services/library/heedWishes.ts'
import type { Console } from './console.ts'
import type { ExitCode } from './exitCode.ts'
import { EXIT, exitCodeFor } from './exitCode.ts'
import { createRunTeller } from './runTeller.ts'
import { tellProblems } from './tellProblems.ts'

export interface PlannedRun {
  readonly id: string
  /** What the workflow is called in messages: its file, or its name. */
  readonly called: string
  readonly plan: Plan
  readonly seeds: Seeds
  readonly request: RunRequest
  /** Results that are older do not count. */
  readonly since: number | undefined
}

export interface RunView {
  readonly console: Console
  readonly json: boolean
  /** Aborted when the person interrupts. */
  readonly interrupted: AbortSignal
  /** Called once every picture can be had, before the first node runs. */
  start(): void
}

/** Runs a plan on a host, tells of it, writes its history down, and answers with the exit code. */
export async function executeRun(run: PlannedRun, host: Host, view: RunView): Promise<ExitCode> {
  const { plan, request } = run
  const { console } = view
  const services = host.services({ ...request, since: run.since })
  const unreadable = await checkLiterals(plan, services)
  if (unreadable.length > 0) {
    const problems = unreadable.map(({ problem }) => problem)
    tellProblems(run.called, problems, console)
    return exitCodeFor(unreadable.map(({ error }) => error))
  }
  view.start()
  const show = view.json ? 'events' : 'pictures'
  const teller = createRunTeller({ plan, console, show, pathOf: (media) => host.pathOf(media) })
  const record = createRecorder(run.id, host, console)
  const stop = new AbortController()
  const interrupt = (): void => stop.abort(view.interrupted.reason)
  view.interrupted.addEventListener('abort', interrupt, { once: true })
  if (view.interrupted.aborted) interrupt()
  const execution = execute(plan, services, {
    runId: run.id,
    limits: { remote: request.concurrency },
    signal: stop.signal,
    seeds: run.seeds,
    emit(event) {
      record(event)
      teller.hear(event)
    },
  })
  const ended = new AbortController()
  const heeding = heedWishes({
    database: host.database,
    clock: services.clock,
    until: ended.signal,
    cancel(id) {
      if (id === run.id) stop.abort(new AppError('cancelled', 'The run was cancelled.'))
      const job = host.store.get(id)
      if (job?.facts.run === run.id) execution.cancel(job.facts.node)
    },
  })
  await execution.done
  ended.abort()
  await heeding
  view.interrupted.removeEventListener('abort', interrupt)
  const { state, worst } = teller.end(run.id)
  return stop.signal.aborted && state === 'cancelled' && worst !== EXIT.unknown ? EXIT.interrupted : worst
}

/** Writes history down. Where that fails the run goes on: its jobs are in the store all the same, or it stops by itself. */
function createRecorder(id: string, { runs }: Host, console: Console): (event: RunEvent) => void {
  let told = false
  return (event) => {
    try {
      if (event.type === 'run.finished') runs.finish(id, event.state, event.cost, event.at)
      else runs.record(id, event)
    } catch (thrown) {
      if (!told)
        console.say(
          `The history of this run is not complete: ${thrown instanceof Error ? thrown.message : ''}`,
        )
      told = true
    }
  }
}
