import type { Registry } from '#shared/nodes/registry.ts'
import type { EngineName } from '#shared/ipc/records.ts'
import type { Handlers } from '#shared/ipc/serve.ts'
import { AppError } from '#shared/errors.ts'
import { checkLiterals } from '#shared/run/literals.ts'
import type { Plan } from '#shared/run/plan.ts'
import { plan } from '#shared/run/plan.ts'
import type { Clock } from '#shared/services.ts'
import { callOff } from '../../jobs/callOff.ts'
import { allowAgain, attachRequest } from '../../jobs/decide.ts'
import type { Job } from '../../jobs/job.ts'
import type { JobStore } from '../../jobs/jobStore.ts'
import { openStates } from '../../jobs/jobStore.ts'
import type { History, HistoryRow } from '../../services/library/history.ts'
import type { RunRequest, Runs, RunSource } from '../../services/library/runs.ts'
import type { Announcer } from '../announcer.ts'
import type { Engines } from '../engines.ts'
import { invalid, parseWorkflow } from '../parseWorkflow.ts'
import { pastEvents } from './pastEvents.ts'
import { planAgain, prepareRun } from './prepareRun.ts'
import type { RunLog } from './runLog.ts'
import type { RunQueue } from './runQueue.ts'

export interface RunHandlersOptions {
  readonly queue: RunQueue
  readonly log: RunLog
  readonly engines: Engines
  readonly runs: Runs
  readonly history: History
  readonly store: JobStore
  readonly registry: Registry
  readonly clock: Clock
  readonly announcer: Pick<Announcer, 'tellRows'>
  readonly random: () => number
  readonly newId: () => string
  /** How a run is asked for as things are set now. */
  request(targets: readonly string[] | null, fresh: boolean): RunRequest
  /** What a kept workflow is called, or null. */
  nameOf(workflow: string): Promise<string | null>
}

type RunHandlers = Pick<Handlers, Extract<keyof Handlers, `run.${string}` | `job.${string}`>>

export function createRunHandlers(options: RunHandlersOptions): RunHandlers {
  const { announcer, clock, engines, history, log, queue, registry, runs, store } = options

  /** Reads every picture that a plan names, before anything is spent. Throws `workflow.invalid`. */
  async function checkPictures(planned: Plan, request: RunRequest): Promise<string> {
    const { engine, giveBack } = await engines.borrow(request.engine)
    try {
      const unreadable = await checkLiterals(planned, engine.services(request))
      if (unreadable.length === 0) return engine.account
      throw invalid(
        'The workflow cannot run',
        unreadable.map(({ problem }) => problem),
      )
    } finally {
      giveBack()
    }
  }

  const start: RunHandlers['run.start'] = async ({ text, workflow: kept, targets, fresh, first }) => {
    const name = kept === null ? null : await options.nameOf(kept)
    const prepared = prepareRun({ text, targets, name }, registry, options.random)
    const request = options.request(targets, fresh)
    const account = await checkPictures(prepared.plan, request)
    const id = options.newId()
    runs.queue({
      id,
      name: prepared.name,
      account,
      workflow: JSON.stringify(prepared.workflow),
      request,
      at: clock.now(),
      kept,
    })
    queue.add({ id, plan: prepared.plan, seeds: prepared.seeds, request, again: null }, first)
    // A copy, for the contract's records may be written to.
    return { run: id, seeds: structuredClone(prepared.seeds) }
  }

  function resume(run: string): void {
    const [record, source] = [runs.get(run), runs.source(run)]
    if (record === null || source === null) throw unknownRun(run)
    if (queue.holds(run)) throw new AppError('input.invalid', 'This run goes on already.')
    const { request } = source
    const planned = planAgain(parseWorkflow(source.workflow), request.targets, registry)
    const again = { account: record.account, startedAt: record.startedAt }
    runs.requeue(run)
    // Its seeds were drawn when it began, and stand in its workflow.
    queue.add({ id: run, plan: planned, seeds: {}, request, again }, false)
  }

  /** Cancels a run that was interrupted, and what is left of it at the engine. */
  async function cancelInterrupted(run: string): Promise<void> {
    const source = runs.source(run)
    if (source === null) throw unknownRun(run)
    const jobs = store.list({ run, states: openStates })
    if (jobs.length > 0) await callOffAll(jobs, source.request.engine)
    runs.finish(run, 'cancelled', null, clock.now())
    announcer.tellRows()
  }

  async function callOffAll(jobs: readonly Job[], name: EngineName): Promise<void> {
    const { engine, giveBack } = await engines.borrow(name)
    try {
      const own = jobs.filter(({ facts }) => facts.account === engine.account)
      await Promise.all(own.map((job) => callOff(engine.jobs, job)))
    } finally {
      giveBack()
    }
  }

  /** Settles an unknown job as a person decided; its run goes on with it. */
  async function decide(id: string, settle: (job: Job) => Promise<Job>): Promise<void> {
    const job = store.get(id)
    if (job === null) throw new AppError('input.invalid', `There is no job ${id}.`)
    await settle(job)
    if (!queue.holds(job.facts.run)) resume(job.facts.run)
  }

  function rowOf(run: string) {
    const row = queue.row(run)
    if (row === null) throw unknownRun(run)
    return row
  }

  return {
    'run.start': start,
    async 'run.cancel'({ run }) {
      if (queue.holds(run)) queue.cancel(run)
      else if (rowOf(run).state === 'interrupted') await cancelInterrupted(run)
      else throw new AppError('input.invalid', 'This run is over.')
      return {}
    },
    'run.cancelNode'({ run, node }) {
      queue.cancelNode(run, node)
      return {}
    },
    'run.resume'({ run }) {
      resume(run)
      return {}
    },
    'run.remove'({ run }) {
      const { state } = rowOf(run)
      if (state === 'running' || state === 'queued' || state === 'interrupted')
        throw new AppError('input.invalid', 'Only a run that is over can be removed. Cancel it first.')
      history.remove(run, clock.now())
      announcer.tellRows()
      return {}
    },
    'run.clear'() {
      history.clear(clock.now())
      announcer.tellRows()
      return {}
    },
    'run.move'({ run, place }) {
      queue.move(run, place)
      return {}
    },
    'run.list': () => [...queue.rows()],
    'run.open'({ run }) {
      const [row, source, past] = [rowOf(run), runs.source(run), history.row(run)]
      if (source === null || past === null) throw unknownRun(run)
      const events = log.read(run) ?? readPast(past, source, runs.steps(run))
      return { row, text: source.workflow, events: [...events] }
    },
    async 'job.attach'({ job: id, request }) {
      await decide(id, (job) => attachRequest(store, job, request, clock.now()))
      return {}
    },
    async 'job.submitAgain'({ job: id }) {
      await decide(id, (job) => allowAgain(store, job))
      return {}
    },
  }

  /** The events of a run of an earlier process. */
  function readPast(past: HistoryRow, { workflow, request }: RunSource, steps: ReturnType<Runs['steps']>) {
    const planned = plan(parseWorkflow(workflow), registry, request.targets ?? undefined)
    const nodes = [...planned.muted.map(({ node }) => node), ...planned.steps.map(({ node }) => node.id)]
    // What ran stays told, also where the node types of today plan otherwise.
    return pastEvents(past, [...new Set([...nodes, ...Object.keys(steps)])], steps)
  }
}

const unknownRun = (run: string): AppError => new AppError('input.invalid', `There is no run ${run}.`)
