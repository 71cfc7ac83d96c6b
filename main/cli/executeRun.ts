import { AppError } from '#shared/errors.ts'
import type { RunOutcome } from '#shared/run/execute.ts'
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
import { createProgress } from './progress.ts'
import { tellErrors } from './tellErrors.ts'
import { tellProblems } from './tellProblems.ts'
import { eventWithPaths, mediaIn } from './withPaths.ts'

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
  const goingOn = new Map<string, string>()
  const progress = createProgress(plan, console)
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
      if (event.type === 'step.progress' && event.status === 'not_cancellable')
        goingOn.set(event.requestId ?? '', event.node)
      if (view.json) console.print(JSON.stringify(eventWithPaths(event, host.pathOf)))
      progress(event)
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
  const outcome = await execution.done
  ended.abort()
  await heeding
  view.interrupted.removeEventListener('abort', interrupt)
  if (!view.json) printPictures(plan, outcome, console, host)
  tellErrors(plan, outcome.errors, console)
  for (const [requestId, node] of goingOn)
    console.say(
      `The job of ${node} had begun, so it goes on at the engine (request ${requestId}). What it makes is kept: patchbay resume ${run.id}`,
    )
  const worst = exitCodeFor(Object.values(outcome.errors))
  return stop.signal.aborted && outcome.state === 'cancelled' && worst !== EXIT.unknown
    ? EXIT.interrupted
    : worst
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

/** The saved pictures; where nothing was saved, those that the last nodes made, as they lie in the library. */
function printPictures(plan: Plan, outcome: RunOutcome, console: Console, host: Host): void {
  const made = plan.steps.map((step) => ({ step, media: mediaIn(outcome.outputs[step.node.id] ?? {}) }))
  const saved = made.flatMap(({ media }) => media.flatMap(({ path }) => path ?? []))
  const last = made
    .filter(({ step }) => step.feeds.length === 0)
    .flatMap(({ media }) => media.map((each) => host.pathOf(each)))
  for (const path of new Set(saved.length > 0 ? saved : last)) console.print(path)
}
