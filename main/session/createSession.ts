import { join } from 'node:path'
import type { HostEvent } from '#shared/ipc/contract.ts'
import type { Handlers } from '#shared/ipc/serve.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import type { LocalHandlers } from '../local/requests.ts'
import type { Library } from '../openLibrary.ts'
import { logFolder } from '../openLog.ts'
import { readLog } from '../platform/readLog.ts'
import type { BucketPlaceInUse } from '../services/bucket/bucketInUse.ts'
import { createTakes } from '../services/library/takes.ts'
import type { KeptSecret } from '../services/secret.ts'
import type { Confirm } from './addressChecks.ts'
import { createAddressChecks } from './addressChecks.ts'
import { createAdoptions } from './adoptions.ts'
import type { ApiAddress } from './apiAddress.ts'
import { createBucketHandlers } from './bucketHandlers.ts'
import { openDrafts } from './drafts.ts'
import type { Engines } from './engines.ts'
import { examples, openExample, toEntry } from './examples.ts'
import { createHandoverHandlers } from './handover/handoverHandlers.ts'
import { keepAsset, openAsset } from './keepAsset.ts'
import type { KeptKey } from './key.ts'
import { createKeyHandlers, shownAddress } from './keyHandlers.ts'
import { listTakes, removeTake } from './results/takes.ts'
import { listNewest } from './results/newest.ts'
import { readMakers } from './results/makers.ts'
import { listResults } from './results/results.ts'
import { readRunWorkflow, readStory } from './results/story.ts'
import { logHandlers } from './logHandlers.ts'
import { createRunHost } from './runs/createRunHost.ts'
import { noShell } from './noShell.ts'
import { openTabs } from './openTabs.ts'
import type { KeptSettings } from './settings.ts'
import { openFileIds } from './workflows/fileIds.ts'
import { createWorkflowFolder } from './workflows/folder.ts'
import { createWorkflowHandlers } from './workflows/workflowHandlers.ts'
import { createWorkflows } from './workflows/workflows.ts'

/** How many lines of the log a page is shown. */
const MAX_LOG_LINES = 300

export interface SessionOptions {
  /** Closed with the session. */
  readonly library: Library
  readonly engines: Engines
  readonly settings: KeptSettings
  readonly key: KeptKey
  readonly bucketKeys: KeptSecret
  readonly registry: Registry
  readonly address: ApiAddress
  readonly bucket: BucketPlaceInUse
  /** Asks the user outside the page before an address is changed; null where that cannot be. */
  readonly confirm: Confirm | null
  readonly version: string
  /** How this copy and its library are, as text that is safe to show to anybody. */
  readonly diagnose: () => Promise<string>
  readonly random: () => number
  readonly newId: () => string
  /** Where the pictures of runs are saved. */
  readonly out: string
  /** Calls back when something in a folder has changed; answers with the way to stop. */
  readonly watch: (folder: string, call: () => void) => () => void
}

/** What a host does behind the contract, whatever carries its words. */
export interface Session {
  readonly handlers: Handlers
  /** For programs of the same person on this machine. */
  readonly local: LocalHandlers
  subscribe(listener: (event: HostEvent) => void): () => void
  /** Leaves runs as they are: they are interrupted, and can be resumed. */
  close(): Promise<void>
}

export async function createSession(options: SessionOptions): Promise<Session> {
  const { address, bucket, engines, key, library, newId, registry, settings } = options
  const { clock, database, home, runs, store } = library
  const folder = join(home, 'workflows')
  const drafts = await openDrafts(join(home, 'drafts'))
  const tabs = await openTabs(join(home, 'tabs.json'))
  const workflows = createWorkflows({
    folder: createWorkflowFolder(folder),
    ids: await openFileIds(join(folder, '.ids.json'), newId),
    drafts,
    onChange: () => announcer.tell({ type: 'workflows.changed' }),
  })
  const runHost = createRunHost({
    ...options,
    folder,
    workflows: {
      nameOf: (id) => workflows.nameOf(id),
      nowOf: (workflow) => adoptions.nowOf(workflow),
      idOf: (file) => workflows.idOf(file),
    },
    people: true,
    frames: true,
  })
  const { announcer, history } = runHost
  const adoptions = createAdoptions({ database, onAdopt: () => announcer.tellRows() })
  const assets = library.assets({ folder })
  const kept = await workflows.list()
  const firstStart = kept.length === 0 && drafts.list().length === 0 && history.rows(1).length === 0

  const past = { history, runs, store, registry }
  const takes = createTakes(database, registry)
  const tellSettings = (): void =>
    announcer.tell({
      type: 'settings.changed',
      settings: settings.get(),
      key: key.state(address.origin()),
      address: shownAddress(address),
      engine: settings.get().engine,
    })
  const refusal = () => engines.refusalOf(settings.get().engine)?.toJSON() ?? null
  const tellRefusal = (): void => announcer.tell({ type: 'account.changed', refusal: refusal() })
  /** `account`: who pays may be another now, so that what was refused is tried again. */
  const told = async <T>(change: Promise<T>, account = false): Promise<T> => {
    const result = await change
    tellSettings()
    if (account) {
      engines.lift(settings.get().engine)
      tellRefusal()
    }
    return result
  }

  const checks = createAddressChecks(options)

  const unread = (thrown: unknown): void => library.log.warn('workflows.unread', { error: thrown })
  const stopHearing = engines.onRefusal(tellRefusal)
  const stopWatching = options.watch(folder, () => void workflows.look().catch(unread))
  await workflows.look()

  const handlers: LocalHandlers = {
    ...runHost.handlers,
    'host.hello': () => ({
      version: options.version,
      settings: settings.get(),
      key: key.state(address.origin()),
      address: shownAddress(address),
      firstStart,
      refusal: refusal(),
    }),
    'host.diagnose': async () => ({ text: await options.diagnose() }),
    'log.show': async () => ({ lines: [...(await readLog(logFolder(home), MAX_LOG_LINES))] }),
    ...createKeyHandlers({ address, checks, engines, key, settings, clock, told }),
    ...createBucketHandlers({ keys: options.bucketKeys, bucket, checks, clock }),
    'account.retry'() {
      engines.lift(settings.get().engine)
      return {}
    },

    ...createWorkflowHandlers({ workflows, drafts, tabs, adoptions, tell: announcer.tell }),
    'example.list': () => examples().map(toEntry),
    'example.open': ({ id }) => openExample(id, keepDataUri),

    'result.list': async (query) => [
      ...(await listResults(query, { ...past, originOf: (sha256) => assets.originOf(sha256) })),
    ],
    'result.newest': (of) => listNewest(of, { ...past, takes }),
    'result.takes': ({ most, ...of }) => listTakes(of, most, { ...past, takes }),
    'result.removeTake'(of) {
      removeTake(of, clock.now(), takes)
      return {}
    },
    'result.makers': () => readMakers(database, registry),
    'result.story': ({ sha256 }) => readStory(sha256, { ...past, assets }),
    'result.workflow': ({ run }) => readRunWorkflow(run, runs),
    ...createHandoverHandlers({
      library,
      assets,
      registry,
      announcer,
      newId,
      secrets: () => [...key.all(), ...options.bucketKeys.all().flatMap((text) => text.split(':'))],
      out: options.out,
    }),
    'asset.keep': (given) => keepAsset(assets, given),
    'asset.open': ({ sha256 }) => openAsset(assets, sha256),
    ...noShell,
  }

  const keepDataUri = async (name: string, uri: string): Promise<string> =>
    (await keepAsset(assets, { name, base64: uri.slice(uri.indexOf(',') + 1) })).sha256

  const logged = logHandlers(handlers, library.log)
  return {
    handlers: logged,
    local: logged,
    subscribe: (listener) => announcer.subscribe(listener),
    async close() {
      stopWatching()
      stopHearing()
      await runHost.close()
      await engines.close()
      library.close()
    },
  }
}
