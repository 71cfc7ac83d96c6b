import { basename, dirname } from 'node:path'
import type { HostEvent } from '#shared/api/contract.ts'
import type { EngineId } from '#shared/catalogue/engineId.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import type { UserPrompts } from '#shared/services.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import { createRefreshCatalogue } from '../catalogue/refreshCatalogue.ts'
import type { RunHandlers } from '../requests/localRequests.ts'
import type { Library } from '../../library/openLibrary.ts'
import { createAnswers } from '../../library/answers.ts'
import type { History } from '../../library/history.ts'
import { createHistory } from '../../library/history.ts'
import { readRunLooks } from '../../library/runLooks.ts'
import type { RunRequest } from '../../library/runs.ts'
import type { Announcer } from '../events/announcer.ts'
import { createAnnouncer } from '../events/announcer.ts'
import type { ConfiguredEngines } from '../engines/configuredEngines.ts'
import type { Engines } from '../engines/engines.ts'
import type { RunServices } from '../engines/runServices.ts'
import type { SavedSettings } from '../settings/settings.ts'
import { createApprovals } from './approvals.ts'
import { createPendingPrompts } from './pendingPrompts.ts'
import { createForecaster } from './forecaster.ts'
import { createJobHandlers } from './jobHandlers.ts'
import { createRunPlanner } from './planRun.ts'
import { createLibraryHandlers } from '../records/libraryHandlers.ts'
import { createResumedRuns } from './resumedRuns.ts'
import { createRunHandlers } from './runHandlers.ts'
import { createRunJobs } from './runJobs.ts'
import type { RunLog } from './runLog.ts'
import { createRunLog } from './runLog.ts'
import { createRunNodes } from './runNodes.ts'
import type { RunQueue } from './runQueue.ts'
import { createRunQueue } from './runQueue.ts'
import { createRunStarter } from './runStarter.ts'

export interface RunHostOptions {
  /** Its stored part is replaced on request. */
  readonly catalogue: Pick<Catalogue, 'replace' | 'savePrices'>
  readonly library: Library
  readonly engines: Engines
  readonly settings: Pick<SavedSettings, 'get'>
  readonly services: RunServices
  readonly configured: ConfiguredEngines
  /** The only engine whose nodes this host runs live; null: those of every engine. */
  readonly only: EngineId | null
  /** The node types as they are now. */
  readonly registry: () => Registry
  readonly random: () => number
  readonly newId: () => string
  /** The default folder for the pictures of runs. */
  readonly out: string
  /** The folder of the saved workflows and of the files that they name. */
  readonly folder: string
  readonly workflows: SavedWorkflowNames
  /** Whether a user can be asked in the middle of a run; otherwise steps that need user input fail. */
  readonly interactive: boolean
  /** As in `AnnouncerOptions`. */
  readonly frames: boolean
}

/** What runs need to know about the workflows of a library. */
export interface SavedWorkflowNames {
  /** The name of a saved workflow, or null. */
  nameOf(workflow: string): Promise<string | null>
  /** What a draft has become if it was saved meanwhile; otherwise the same id. */
  nowOf(workflow: string): string
  /** The saved workflow of a file in the library's folder of workflows, or null. */
  idOf(file: string): Promise<string | null>
}

/** The runs and the jobs of a library, behind their part of the contract: the same for every front end. */
export interface RunHost {
  readonly handlers: RunHandlers
  readonly announcer: Announcer
  readonly history: History
  subscribe(listener: (event: HostEvent) => void): () => void
  /** Leaves runs as they are: they are interrupted, and can be resumed. */
  close(): void
}

/** The only place where runs are wired together: queue, history, jobs, prices and events. */
export function createRunHost(options: RunHostOptions): RunHost {
  const { engines, folder, library, newId, registry } = options
  const { clock, database, runs, store } = library
  const log = createRunLog()
  const pendingPrompts = createPendingPrompts({ answers: createAnswers(database), now: () => clock.now() })
  const { announcer, history, queue, close } = createShownQueue(options, log, pendingPrompts)
  const { starter, resumed, plan } = createPlanning(options, queue)
  const refresh = createRefreshCatalogue({ ...options, clock, log: library.log })
  const looksOf = (wanted: readonly string[]) => readRunLooks(database, wanted)
  const lent = { queue, resumed, engines, runs, store, clock }
  return {
    handlers: {
      ...createRunHandlers({
        ...lent,
        looksOf,
        starter,
        plan,
        log,
        history,
        registry,
        announcer,
        pendingPrompts,
      }),
      ...createLibraryHandlers({
        library,
        registry,
        newId,
        folder,
        isActive: (run) => queue.holds(run),
        isEdited: options.interactive,
        announcer,
      }),
      ...createJobHandlers({ ...lent, database, log: library.log }),
      'catalogue.refresh': ({ engine }) => refresh(engine),
    },
    announcer,
    history,
    subscribe: (listener) => announcer.subscribe(listener),
    close,
  }
}

/** The queue, with its events. */
function createShownQueue(
  { engines, frames, library, interactive, registry, services }: RunHostOptions,
  log: RunLog,
  userPrompts: UserPrompts,
) {
  const { clock, database, runs } = library
  const history = createHistory(database)
  const announcer = createAnnouncer({ clock, rows: () => queue.rows(), frames, log: library.log })
  const nodes = createRunNodes(runs, registry)
  const jobs = createRunJobs({ database, titlesOf: (run) => nodes.titlesOf(run) })
  const stopWatchingJobs = library.watchJobs(({ facts }) => {
    if (jobs.changed(facts.run, facts.id)) announcer.announceRows()
  })
  const queue = createRunQueue({
    engines,
    services,
    runs,
    history,
    nodes,
    jobs,
    log,
    hostLog: library.log,
    clock,
    userPrompts: interactive ? userPrompts : undefined,
    announcer,
  })
  const close = (): void => {
    stopWatchingJobs()
    queue.close()
    announcer.close()
  }
  return { announcer, history, queue, close }
}

/** What is found out about a run before it is queued. */
function createPlanning(options: RunHostOptions, queue: RunQueue) {
  const { configured, engines, folder, library, newId, out, random, registry, services } = options
  const { settings, workflows } = options
  const { clock, runs, store } = library
  const titleOf = (id: EngineId): string => configured.titleOf(id)
  const request = (targets: readonly string[] | null, fresh: boolean): RunRequest => {
    const { mode } = settings.get()
    const chosen = targets === null ? null : [...targets]
    const concurrency = Object.fromEntries(configured.all.map((each) => [each.id, each.concurrency()]))
    return { mode, only: options.only, targets: chosen, out, folder, pictures: [], concurrency, fresh }
  }
  const lent = { engines, services, store, clock }
  // A run makes no calls for its price.
  const forecast = createForecaster({ ...lent, refreshes: false })
  const approvals = createApprovals({ forecast, limit: () => settings.get().confirmAbove })
  const starter = createRunStarter({
    queue,
    forecast,
    approvals,
    log: library.log,
    engines,
    services,
    runs,
    registry,
    clock,
    random,
    newId,
    request,
    titleOf,
    origin: (engine) => configured.get(engine).address.origin(),
    nameOf: (id) => workflows.nameOf(id),
    savedIdNow: (workflow) => workflows.nowOf(workflow),
    savedIdIn: async (file) => (dirname(file) === folder ? workflows.idOf(basename(file)) : null),
  })
  return {
    starter,
    resumed: createResumedRuns({ queue, engines, services, runs, registry, approvals, titleOf }),
    plan: createRunPlanner({
      registry,
      random,
      forecast: createForecaster({ ...lent, refreshes: true }),
      request,
    }),
  }
}
