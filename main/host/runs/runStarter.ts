import type { z } from 'zod'
import type { Output } from '#shared/api/contract.ts'
import type { EngineId } from '#shared/catalogue/engineId.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import type { RunForecast } from '#shared/run/approval.ts'
import { AppError } from '#shared/errors.ts'
import { outlineOf } from '#shared/run/outline.ts'
import { planEngines } from '#shared/run/planEngines.ts'
import type { Clock, Log } from '#shared/services.ts'
import type { CommandRequests } from '../requests/localRequests.ts'
import type { RunRequest, Runs } from '../../library/runs.ts'
import { nextTurn } from '../../platform/nextTurn.ts'
import type { Engines } from '../engines/engines.ts'
import type { RunServices } from '../engines/runServices.ts'
import { withoutPictures } from '../workflows/parseWorkflow.ts'
import type { Approvals } from './approvals.ts'
import { checkEngines } from './checkEngines.ts'
import { checkPictures } from './checkPictures.ts'
import type { Forecaster } from './forecaster.ts'
import { checkOrigin, checkPayer } from './checkPayer.ts'
import { createPreparations } from './preparations.ts'
import type { PreparedRun } from './prepareRun.ts'
import type { RunQueue } from './runQueue.ts'

/** The validated request, with its defaults. */
type StartInput = z.output<CommandRequests['run.start']['input']>

export interface RunStarterOptions {
  readonly queue: RunQueue
  readonly engines: Engines
  readonly services: RunServices
  readonly runs: Runs
  /** The node types as they are now. */
  readonly registry: () => Registry
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
  readonly random: () => number
  readonly newId: () => string
  /** A run request with the current settings. */
  request(targets: readonly string[] | null, fresh: boolean): RunRequest
  /** What messages call an engine. */
  titleOf(engine: EngineId): string
  /** The origin of the current address of an engine; null if that is invalid. */
  origin(engine: EngineId): string | null
  readonly forecast: Forecaster
  readonly approvals: Approvals
  /** The name of a saved workflow, or null. */
  nameOf(workflow: string): Promise<string | null>
  /** What a draft has become if it was saved meanwhile; otherwise the same id. */
  savedIdNow(workflow: string): string
  /** The saved workflow of a file, or null if it is none. */
  savedIdIn(file: string): Promise<string | null>
}

/** Queues a new run. It is an act of the user, so engines that have refused jobs are tried again. */
export interface RunStarter {
  start(input: StartInput): Promise<Output<'run.start'>>
}

/** A free run must not become a paid one unseen because another window has changed the mode. */
function checkMode({ mode }: RunRequest, { mode: seen, command }: StartInput): void {
  if (command !== undefined || seen === undefined || seen === mode) return
  const now = mode === 'live' ? 'Live, in which every job costs money' : 'Practice'
  throw new AppError('input.invalid', `The mode was changed to ${now}. Nothing has started: run it again.`)
}

export function createRunStarter(options: RunStarterOptions): RunStarter {
  const { approvals, clock, engines, queue, registry, runs } = options
  const preparations = createPreparations(registry, options.random)

  const savedIdNow = (workflow: string | null): string | null =>
    workflow === null ? null : options.savedIdNow(workflow)

  const nameOf = async (id: string | null): Promise<string | null> =>
    id === null ? null : options.nameOf(id)

  async function forecastOf(
    { plan }: PreparedRun,
    request: RunRequest,
    { approved, command }: StartInput,
  ): Promise<RunForecast | null> {
    if (command === undefined && !approvals.isSettled(request, approved))
      return approvals.check(plan, request, approved)
    // For information only: an error there must not stop the run.
    const foreseen = await options.forecast(plan, request).catch((thrown: unknown) => {
      options.log.warn('forecast.failed', { error: thrown })
      return null
    })
    if (foreseen?.refusal) throw foreseen.refusal
    return foreseen?.forecast ?? null
  }

  async function start(input: StartInput): Promise<Output<'run.start'>> {
    const { text, workflow, targets, incomplete, used, first, command } = input
    const savedIdBefore = savedIdNow(workflow)
    const savedName = command === undefined ? await nameOf(savedIdBefore) : command.name
    const wanted = { text, targets, incomplete, used, name: savedName }
    const prepared = await preparations.prepare(wanted)
    const request = requestOf(input, options.request(prepared.targets, input.fresh))
    checkMode(request, input)
    checkEngines(prepared.plan, request, options.titleOf)
    const needed = new Set(planEngines(prepared.plan).keys())
    checkOrigin(request, command, needed, options)
    const { accounts, unreadable } = await checkPictures(prepared.plan, request, options)
    checkPayer(request, command, accounts, options)
    if (unreadable.length > 0) throw withoutPictures(unreadable)
    await nextTurn(text)
    const forecast = await forecastOf(prepared, request, input).catch((thrown: unknown) => {
      preparations.keep(wanted, prepared)
      throw thrown
    })
    await nextTurn(text)
    // A draft may have been saved meanwhile: then the run belongs to the saved workflow, and has its name.
    const saved = savedIdNow(workflow) === savedIdBefore ? null : await nameOf(savedIdNow(workflow))
    const file = command?.file ?? null
    const savedId = file === null ? savedIdNow(workflow) : await options.savedIdIn(file)
    const id = options.newId()
    const { plan, seeds, text: source } = prepared
    const name = saved ?? prepared.name
    runs.queue({ id, name, accounts, workflow: source, request, at: clock.now(), savedId })
    for (const engine of needed) engines.reset(engine, request.mode)
    queue.add({ id, plan, seeds, request, again: null }, first)
    // A copy, because the contract's records are mutable.
    return { run: id, seeds: structuredClone(seeds), plan: { ...outlineOf(plan), forecast } }
  }

  return { start }
}

/** With the current settings; a command may name more than a page. */
function requestOf({ incomplete, command }: StartInput, set: RunRequest): RunRequest {
  const request = { ...set, incomplete }
  if (command === undefined) return request
  const { mode, only, concurrency, out, folder, pictures } = command
  return {
    ...request,
    mode,
    only,
    concurrency: concurrency ?? request.concurrency,
    out,
    folder,
    pictures: [...pictures],
  }
}
