import type { z } from 'zod'
import { AppError } from '#shared/errors.ts'
import type { Output } from '#shared/api/contract.ts'
import type { Approval } from '#shared/run/approval.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import { isCovered, needsApproval } from '#shared/run/approval.ts'
import type { Plan } from '#shared/run/plan.ts'
import type { Clock } from '#shared/services.ts'
import type { CommandRequests, CommandRun } from '../localRequests.ts'
import type { RunRecord, RunRequest, Runs } from '../../library/runs.ts'
import { nextTurn } from '../../platform/nextTurn.ts'
import type { Engines } from '../engines.ts'
import { withoutPictures } from '../parseWorkflow.ts'
import { checkPictures } from './checkPictures.ts'
import type { Forecaster, ResumedRun } from './forecaster.ts'
import type { PreparedRun } from './prepareRun.ts'
import { preparePlan, prepareRun } from './prepareRun.ts'
import type { RunQueue } from './runQueue.ts'

/** As it arrives: checked, with its defaults. */
type StartInput = z.output<CommandRequests['run.start']['input']>

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
  /** The origin of the address that is set; null where what is set is none. */
  origin(): string | null
  readonly forecast: Forecaster
  /** Dollars above which a run has to be approved. */
  limit(): number
  /** What a kept workflow is called, or null. */
  nameOf(workflow: string): Promise<string | null>
  /** What a draft has become where it was saved meanwhile; else what was asked about. */
  savedIdNow(workflow: string): string
  /** The kept workflow of a file, or null where it is none. */
  savedIdIn(file: string): Promise<string | null>
}

/**
 * The ways in which a run comes into the queue. Each is an act of a person, so an engine that has refused jobs is asked once
 * more.
 */
export interface RunStarter {
  start(input: StartInput): Promise<Output<'run.start'>>
  /**
   * Finishes a run that was interrupted, or tries again what failed of it. What is left of it is held to the limit as a new
   * run is. Rejects with `input.invalid`, `approval.needed`.
   */
  resume(run: string, approved: Approval | undefined): Promise<void>
  /**
   * Looks at what is left of a run, and resolves with what has it go on; one that still goes on has its turn again when it has
   * ended. `job` is an unknown one that would be submitted once more. Rejects as `resume`.
   */
  prepareResume(run: string, of: { approved: Approval | undefined; job?: string }): Promise<() => void>
}

export function createRunStarter(options: RunStarterOptions): RunStarter {
  const { clock, engines, queue, registry, runs } = options

  async function prepareResume(
    run: string,
    of: Parameters<RunStarter['prepareResume']>[1],
  ): Promise<() => void> {
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
    const planned = await preparePlan(source.workflow, request, registry)
    const again = { account: record.account, startedAt: record.startedAt }
    const { account, unreadable } = await checkPictures(planned, request, engines)
    if (account !== record.account) throw startedElsewhere(record)
    if (unreadable.length > 0) throw withoutPictures(unreadable)
    await checkApproval(planned, request, of.approved, { startedAt: again.startedAt, job: of.job })
    checkStanding()
    return () => {
      checkStanding()
      if (queue.waits(run)) return
      if (!queue.holds(run)) runs.requeue(run)
      engines.reset(request.engine)
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
    again?: ResumedRun,
  ): Promise<void> {
    if (request.engine === 'practice' || isBoundless(approved)) return
    const forecast = await options.forecast(plan, request, again)
    const { unknown, ...figures } = forecast
    if (!needsApproval(forecast, options.limit()) || isCovered(forecast, approved)) return
    throw new AppError(
      'approval.needed',
      'This run costs more than is spent without asking. Look at what it costs, and approve it.',
      { data: { forecast: { ...figures, ...(unknown !== undefined && { unknown }) } } },
    )
  }

  const savedIdNow = (workflow: string | null): string | null =>
    workflow === null ? null : options.savedIdNow(workflow)

  const nameOf = async (id: string | null): Promise<string | null> =>
    id === null ? null : options.nameOf(id)

  /** What a page asks for: a text whose seeds are to be drawn. */
  async function prepare({ text, workflow, targets, incomplete, used }: StartInput): Promise<PreparedRun> {
    const name = await nameOf(savedIdNow(workflow))
    return prepareRun({ text, targets, incomplete, name, used }, registry, options.random)
  }

  /** What a command line has prepared: its seeds were drawn. */
  const prepareGiven = async (input: StartInput, { name, seeds }: CommandRun): Promise<PreparedRun> => ({
    name,
    seeds,
    text: input.text,
    plan: await preparePlan(input.text, input, registry),
  })

  function requestOf(
    { targets, fresh, incomplete }: StartInput,
    command: CommandRun | undefined,
  ): RunRequest {
    const request = { ...options.request(targets, fresh), incomplete }
    if (command === undefined) return request
    const { engine, concurrency, out, folder, pictures } = command
    return {
      ...request,
      engine,
      concurrency: concurrency ?? request.concurrency,
      out,
      folder,
      pictures: [...pictures],
    }
  }

  /** Before a key is looked for: where the command says where the API is, the host means the same. */
  function checkOrigin({ engine }: RunRequest, command: CommandRun | undefined): void {
    const payer = engine === 'practice' ? null : (command?.payer ?? null)
    if (payer?.named === true && payer.origin !== options.origin()) throw anotherAccount()
  }

  /** What is run is paid for by the one whom the command means, or it is not run. A key for another address means nobody. */
  function checkPayer({ engine }: RunRequest, command: CommandRun | undefined, account: string): void {
    const payer = engine === 'practice' ? null : (command?.payer ?? null)
    if (payer === null || payer.origin !== options.origin() || payer.account === null) return
    if (payer.account !== account) throw anotherAccount()
  }

  return {
    async start(input) {
      const { text, workflow, first, approved, command } = input
      const savedIdBefore = savedIdNow(workflow)
      const prepared = await (command === undefined ? prepare(input) : prepareGiven(input, command))
      const request = requestOf(input, command)
      checkOrigin(request, command)
      const { account, unreadable } = await checkPictures(prepared.plan, request, engines)
      checkPayer(request, command, account)
      if (unreadable.length > 0) throw withoutPictures(unreadable)
      await nextTurn(text)
      if (command === undefined) await checkApproval(prepared.plan, request, approved)
      await nextTurn(text)
      // A draft may have been saved meanwhile: then the run is one of what it has become, and is called like that.
      const saved = savedIdNow(workflow) === savedIdBefore ? null : await nameOf(savedIdNow(workflow))
      const file = command?.file ?? null
      const savedId = file === null ? savedIdNow(workflow) : await options.savedIdIn(file)
      const id = options.newId()
      const { plan, seeds, text: source } = prepared
      const name = saved ?? prepared.name
      runs.queue({ id, name, account, workflow: source, request, at: clock.now(), kept: savedId })
      engines.reset(request.engine)
      queue.add({ id, plan, seeds, request, again: null }, first)
      // A copy, for the contract's records may be written to.
      return { run: id, seeds: structuredClone(seeds) }
    },
    async resume(run, approved) {
      checkOver(run)
      const goOn = await prepareResume(run, { approved })
      // Somebody else may have had it go on meanwhile.
      checkOver(run)
      goOn()
    },
    prepareResume,
  }
}

/** What is approved whatever it costs is not added up: nothing that goes wrong there keeps anybody from what is paid for. */
const isBoundless = (approved: Approval | undefined): boolean =>
  approved?.cost === Number.MAX_VALUE && approved.unpriced === Number.MAX_SAFE_INTEGER && approved.atLeast

const startedElsewhere = ({ id, name }: RunRecord): AppError =>
  new AppError(
    'account.key',
    `The run ${id} (${name}) was started with another key or address of the API. Use that one to resume it.`,
  )

const anotherAccount = (): AppError =>
  new AppError(
    'account.key',
    'The editor that holds the library has another key or address of the API than this command. Set the same in the editor, or end it.',
  )

const unknownRun = (run: string): AppError => new AppError('input.invalid', `There is no run ${run}.`)
