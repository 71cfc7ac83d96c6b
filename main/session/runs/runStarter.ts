import { AppError } from '#shared/errors.ts'
import type { Input, Output } from '#shared/ipc/contract.ts'
import type { Approval, EngineName } from '#shared/ipc/records.ts'
import type { InputOf, OutputOf } from '#shared/ipc/table.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import { isCovered, needsApproval } from '#shared/run/approval.ts'
import type { Plan } from '#shared/run/plan.ts'
import type { Clock } from '#shared/services.ts'
import type { LocalRequests } from '../../local/requests.ts'
import type { RunRequest, Runs } from '../../services/library/runs.ts'
import { nextTurn } from '../../services/nextTurn.ts'
import type { Engines } from '../engines.ts'
import { invalid } from '../parseWorkflow.ts'
import { checkPictures } from './checkPictures.ts'
import type { Forecaster, TakenUp } from './forecaster.ts'
import { preparePlan, prepareRun } from './prepareRun.ts'
import type { RunQueue } from './runQueue.ts'

export interface RunStarterOptions {
  readonly queue: RunQueue
  readonly engines: Engines
  readonly runs: Runs
  readonly registry: Registry
  readonly clock: Pick<Clock, 'now'>
  readonly random: () => number
  readonly newId: () => string
  /** How a run is asked for as things are set now. */
  request(targets: readonly string[] | null, fresh: boolean): RunRequest
  /** The engine that is set, and the origin of its address; null for the practice engine. */
  engineSet(): { readonly name: EngineName; readonly api: string | null }
  readonly forecast: Forecaster
  /** Dollars above which a run has to be approved. */
  limit(): number
  /** What a kept workflow is called, or null. */
  nameOf(workflow: string): Promise<string | null>
  /** What a draft has become where it was saved meanwhile; else what was asked about. */
  keptNow(workflow: string): string
  /** The kept workflow of a file, or null where it is none. */
  keptIn(file: string): Promise<string | null>
}

/**
 * The ways in which a run comes into the queue. Each is an act of a person, so an engine that has refused jobs is asked once
 * more.
 */
export interface RunStarter {
  start(wish: Input<'run.start'>): Promise<Output<'run.start'>>
  /** Takes a run that a command line has prepared. It names the engine that costs money itself, which is its approval. */
  hand(run: InputOf<LocalRequests, 'run.hand'>): Promise<OutputOf<LocalRequests, 'run.hand'>>
  /**
   * Finishes a run that was interrupted, or tries again what failed of it. What is left of it is held to the limit as a new
   * run is. Rejects with `input.invalid`, `approval.needed`.
   */
  resume(run: string, approved: Approval | undefined): Promise<void>
  /**
   * Looks at what is left of a run, and resolves with what has it go on; one that still goes on has its turn again when it has
   * ended. `job` is an unknown one that would be submitted once more. Rejects as `resume`.
   */
  takeUp(run: string, of: { approved: Approval | undefined; job?: string }): Promise<() => void>
}

export function createRunStarter(options: RunStarterOptions): RunStarter {
  const { clock, engines, queue, registry, runs } = options

  async function takeUp(run: string, of: Parameters<RunStarter['takeUp']>[1]): Promise<() => void> {
    const [record, source] = [runs.get(run), runs.source(run)]
    if (record === null || source === null) throw unknownRun(run)
    const { request } = source
    const before = standing(run)
    /** Looking at it took its time: what a person has decided of it meanwhile counts. */
    const checkStanding = (): void => {
      const now = standing(run)
      if ((before.cancelled || !now.cancelled) && (before.removed || !now.removed)) return
      throw new AppError('input.invalid', 'This run was cancelled or removed meanwhile.')
    }
    const planned = await preparePlan(source.workflow, request.targets, registry)
    const again = { account: record.account, startedAt: record.startedAt }
    await checkApproval(planned, request, of.approved, { startedAt: again.startedAt, job: of.job })
    checkStanding()
    return () => {
      checkStanding()
      if (queue.waits(run)) return
      if (!queue.holds(run)) runs.requeue(run)
      engines.lift(request.engine)
      // Its seeds were drawn when it began, and stand in its workflow.
      queue.add({ id: run, plan: planned, seeds: {}, request, again }, false)
    }
  }

  const standing = (run: string): { readonly cancelled: boolean; readonly removed: boolean } => ({
    cancelled: runs.get(run)?.state === 'cancelled',
    removed: queue.row(run) === null,
  })

  function checkOver(run: string): void {
    if (queue.holds(run)) throw new AppError('input.invalid', 'This run goes on already.')
  }

  /** Whatever asks for a run: what it may cost without an approval is decided here. */
  async function checkApproval(
    plan: Plan,
    request: RunRequest,
    approved: Approval | undefined,
    again?: TakenUp,
  ): Promise<void> {
    if (request.engine === 'practice') return
    const forecast = await options.forecast(plan, request, again)
    const { unknown, ...figures } = forecast
    if (!needsApproval(forecast, options.limit()) || isCovered(forecast, approved)) return
    throw new AppError(
      'approval.needed',
      'This run costs more than is spent without asking. Look at what it costs, and approve it.',
      { data: { forecast: { ...figures, ...(unknown !== undefined && { unknown }) } } },
    )
  }

  return {
    async start({ text, workflow, targets, fresh, first, used, approved }) {
      const keptNow = (): string | null => (workflow === null ? null : options.keptNow(workflow))
      const nameOf = async (id: string | null): Promise<string | null> =>
        id === null ? null : options.nameOf(id)
      const asked = keptNow()
      const name = await nameOf(asked)
      const prepared = await prepareRun({ text, targets, name, used }, registry, options.random)
      const request = options.request(targets, fresh)
      const { account, unreadable } = await checkPictures(prepared.plan, request, engines)
      if (unreadable.length > 0)
        throw invalid(
          'The workflow cannot run',
          unreadable.map(({ problem }) => problem),
        )
      await nextTurn(text)
      await checkApproval(prepared.plan, request, approved)
      await nextTurn(text)
      // A draft may have been saved meanwhile: then the run is one of what it has become, and is called like that.
      const saved = keptNow() === asked ? null : await nameOf(keptNow())
      const kept = keptNow()
      const id = options.newId()
      const source = JSON.stringify(prepared.workflow)
      runs.queue({
        id,
        name: saved ?? prepared.name,
        account,
        workflow: source,
        request,
        at: clock.now(),
        kept,
      })
      engines.lift(request.engine)
      queue.add({ id, plan: prepared.plan, seeds: prepared.seeds, request, again: null }, first)
      // A copy, for the contract's records may be written to.
      return { run: id, seeds: structuredClone(prepared.seeds) }
    },
    async hand({ name, text, file, seeds, request, account, api }) {
      checkEngine(request.engine, api, options.engineSet())
      const planned = await preparePlan(text, request.targets, registry)
      const checked = await checkPictures(planned, request, engines)
      if (account !== null && account !== checked.account) throw anotherAccount()
      if (checked.unreadable.length > 0)
        return {
          unreadable: checked.unreadable.map(({ problem, error }) => ({ problem, error: error.toJSON() })),
        }
      const kept = file === null || file === undefined ? null : await options.keptIn(file)
      const id = options.newId()
      runs.queue({ id, name, account: checked.account, workflow: text, request, at: clock.now(), kept })
      engines.lift(request.engine)
      queue.add({ id, plan: planned, seeds, request, again: null }, false)
      return { run: id }
    },
    async resume(run, approved) {
      checkOver(run)
      const goOn = await takeUp(run, { approved })
      // Somebody else may have had it go on meanwhile.
      checkOver(run)
      goOn()
    },
    takeUp,
  }
}

/** What is run costs what the one who asks expects, or it is not run. */
function checkEngine(
  asked: EngineName,
  api: string | null,
  set: ReturnType<RunStarterOptions['engineSet']>,
): void {
  if (asked !== set.name)
    throw new AppError(
      'library.held',
      `The editor that holds the library is set to the engine ${set.name}, and this run is for ${asked}. Switch the engine in the editor, run with --engine ${set.name}, or end the editor.`,
      { data: { engine: set.name } },
    )
  if (set.api !== null && api !== null && api !== set.api) throw anotherAccount()
}

const anotherAccount = (): AppError =>
  new AppError(
    'account.key',
    'The editor that holds the library has another key or address of the API than this command. Set the same in the editor, or end it.',
  )

const unknownRun = (run: string): AppError => new AppError('input.invalid', `There is no run ${run}.`)
