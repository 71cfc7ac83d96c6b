import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { HostEvent } from '#shared/api/contract.ts'
import type { Handlers } from '#shared/api/serve.ts'
import type { EngineId } from '#shared/catalogue/engineId.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import { serveCatalogue } from './catalogue/catalogueHandlers.ts'
import type { Catalogue } from './catalogue/catalogue.ts'
import type { LocalHandlers } from './requests/localRequests.ts'
import type { Library } from '../library/openLibrary.ts'
import { logFolder } from '../platform/openLog.ts'
import { readLog } from '../platform/readLog.ts'
import type { BucketLocationInUse } from '../uploads/bucket/bucketInUse.ts'
import type { SavedSecret } from '../platform/secret.ts'
import type { Confirm } from './settings/addressChecks.ts'
import { createAddressChecks } from './settings/addressChecks.ts'
import { createAdoptions } from './drafts/adoptions.ts'
import { createBucketHandlers } from './settings/bucketHandlers.ts'
import { openDrafts } from './drafts/drafts.ts'
import type { ConfiguredEngines } from './engines/configuredEngines.ts'
import type { Engines } from './engines/engines.ts'
import type { RunServices } from './engines/runServices.ts'
import { openFolder } from './settings/openFolder.ts'
import { createExampleHandlers } from './examples.ts'
import { createBundleHandlers } from './bundle/bundleHandlers.ts'
import type { Exports } from './bundle/exports.ts'
import { createExports } from './bundle/exports.ts'
import { createAssetHandlers } from './assets/assetHandlers.ts'
import { saveAsset } from './assets/saveAsset.ts'
import type { WaitingUploads } from './assets/waitingUploads.ts'
import { createWaitingUploads } from './assets/waitingUploads.ts'
import type { Announcer } from './events/announcer.ts'
import type { AssetStore } from '../assets/assets.ts'
import { readDataUri } from '../assets/dataUri.ts'
import type { Account } from './settings/account.ts'
import { createAccount } from './settings/account.ts'
import { createKeyHandlers } from './settings/keyHandlers.ts'
import { createResultHandlers } from './results/resultHandlers.ts'
import { logHandlers } from './logHandlers.ts'
import { createRunHost } from './runs/createRunHost.ts'
import { noShell } from './noShell.ts'
import { openTabs } from './drafts/openTabs.ts'
import type { SavedSettings } from './settings/settings.ts'
import { openFileIds } from './workflows/fileIds.ts'
import { createWorkflowFolder } from './workflows/folder.ts'
import type { WorkflowHandlersOptions } from './workflows/workflowHandlers.ts'
import { createWorkflowHandlers } from './workflows/workflowHandlers.ts'
import { createWorkflowVersions } from '../library/workflowVersions.ts'
import { createWorkflows } from './workflows/workflows.ts'

/** How many lines of the log a page gets. */
const MAX_LOG_LINES = 300

export interface SessionOptions {
  /** Closed with the session. */
  readonly library: Library
  readonly engines: Engines
  readonly services: RunServices
  readonly configured: ConfiguredEngines
  readonly only: EngineId | null
  readonly settings: SavedSettings
  readonly bucketKeys: SavedSecret
  /** Every secret of the user: for redacting. */
  readonly secrets: () => readonly string[]
  readonly catalogue: Catalogue
  readonly bucket: BucketLocationInUse
  /** Asks the user outside the page before an address is changed; null if that is impossible. */
  readonly confirm: Confirm | null
  readonly version: string
  /** A description of this installation and its library as text that is safe to share. */
  readonly diagnose: () => Promise<string>
  readonly random: () => number
  readonly newId: () => string
  /** The folder for the pictures of runs. */
  readonly out: string
  /** Calls back when something in a folder has changed; returns a function that stops it. */
  readonly watch: (folder: string, call: () => void) => () => void
  /** Shows a file in its folder, on the screen of the user; absent if that is impossible. */
  readonly reveal?: ((path: string) => void) | undefined
}

/** The host's side of the contract, for any transport. */
export interface Session {
  readonly handlers: Handlers
  /** For programs of the same user on this machine. */
  readonly local: LocalHandlers
  /** The node types as they are now. */
  readonly registry: () => Registry
  /** Receives a file that a request can then use, see `WaitingUploads`. */
  receive(pieces: AsyncIterable<Uint8Array>): Promise<string>
  /** The path of a file that was exported for a page, see `Exports`. */
  exported(id: string): string | null
  subscribe(listener: (event: HostEvent) => void): () => void
  /** Leaves runs as they are: they are interrupted, and can be resumed. */
  close(): Promise<void>
}

export async function createSession(options: SessionOptions): Promise<Session> {
  const { catalogue, engines, library, newId, reveal } = options
  const { database, home } = library
  const folder = join(home, 'workflows')
  const drafts = await openDrafts(join(home, 'drafts'), library.log)
  const tabs = await openTabs(join(home, 'tabs.json'))
  const workflows = createWorkflows({
    folder: createWorkflowFolder(folder),
    ids: await openFileIds(join(folder, '.ids.json'), newId),
    drafts,
    onChange: () => announcer.announce({ type: 'workflows.changed' }),
  })
  const runHost = createRunHost({
    ...options,
    registry: catalogue.registry,
    folder,
    workflows: {
      nameOf: (id) => workflows.nameOf(id),
      nowOf: (workflow) => adoptions.nowOf(workflow),
      idOf: (file) => workflows.idOf(file),
    },
    interactive: true,
    frames: true,
  })
  const { announcer, history } = runHost
  const adoptions = createAdoptions({ database, onAdopt: () => announcer.announceRows() })
  const assets = library.assets({ folder })
  const uploads = createWaitingUploads(assets, randomUUID)
  const exports = createExports(randomUUID)
  const saved = await workflows.list()
  const firstStart = saved.length === 0 && drafts.list().length === 0 && history.rows(1).length === 0

  const types = serveCatalogue(catalogue, announcer)
  const account = createAccount({ ...options, announce: announcer.announce })

  const unread = (thrown: unknown): void => library.log.warn('workflows.unread', { error: thrown })
  const stopWatching = options.watch(folder, () => void workflows.look().catch(unread))
  await workflows.look()

  const handlers: LocalHandlers = {
    ...runHost.handlers,
    ...createHelloHandlers(options, account, firstStart),
    ...createAccountHandlers(options, account),
    ...createLibraryWorkflows(library, { workflows, drafts, tabs, adoptions, announcer }),
    ...createResultHandlers({ library, history, registry: catalogue.registry, assets, reveal }),
    ...createFileHandlers(options, { assets, uploads, exports, announcer }),
    ...types.handlers,
    ...noShell,
  }

  const logged = logHandlers(handlers, library.log)
  return {
    handlers: logged,
    local: logged,
    registry: catalogue.registry,
    receive: uploads.receive,
    exported: exports.pathOf,
    subscribe: (listener) => announcer.subscribe(listener),
    async close() {
      stopWatching()
      await uploads.close()
      types.close()
      account.close()
      runHost.close()
      await engines.close()
      await library.bodies.close()
      library.close()
    },
  }
}

const createLibraryWorkflows = (
  { clock, database, log }: Library,
  {
    announcer,
    ...lent
  }: Pick<WorkflowHandlersOptions, 'workflows' | 'drafts' | 'tabs' | 'adoptions'> & {
    readonly announcer: Announcer
  },
) =>
  createWorkflowHandlers({
    ...lent,
    announce: announcer.announce,
    versions: createWorkflowVersions(database),
    now: () => clock.now(),
    log,
  })

interface FileTools {
  readonly assets: AssetStore
  readonly uploads: WaitingUploads
  readonly exports: Exports
  readonly announcer: Announcer
}

/** What comes as a file, and goes as one. */
function createFileHandlers(options: SessionOptions, { assets, uploads, exports, announcer }: FileTools) {
  const { catalogue, library, newId, out, secrets } = options
  return {
    ...createExampleHandlers((name, uri) =>
      saveAsset(assets, name, readDataUri(uri)).then(({ sha256 }) => sha256),
    ),
    ...createBundleHandlers({
      library,
      assets,
      uploads,
      exports,
      registry: catalogue.registry,
      announcer,
      newId,
      secrets,
      out,
    }),
    ...createAssetHandlers({ assets, uploads, home: library.home }),
  }
}

/** The first answer to a page, and the facts for a bug report. */
function createHelloHandlers(
  options: SessionOptions,
  account: Account,
  firstStart: boolean,
): Pick<Handlers, 'host.hello' | 'host.diagnose' | 'log.show'> {
  const { home } = options.library
  return {
    'host.hello': () => ({
      version: options.version,
      firstStart,
      imageFolder: options.out,
      reveals: options.reveal !== undefined,
      ...account.now(),
    }),
    'host.diagnose': async () => ({ text: await options.diagnose() }),
    'log.show': async () => ({ lines: [...(await readLog(logFolder(home), MAX_LOG_LINES))] }),
  }
}

type AccountRequest = Extract<
  keyof Handlers,
  `key.${string}` | `settings.${string}` | `bucket.${string}` | `account.${string}`
>

/** The settings, the keys, and the accounts that pay. */
function createAccountHandlers(options: SessionOptions, account: Account): Pick<Handlers, AccountRequest> {
  const { bucket, bucketKeys, library } = options
  const { clock } = library
  const checks = createAddressChecks(options)
  return {
    ...createKeyHandlers({
      ...options,
      checks,
      clock,
      notifyAfter: (change, of) => account.notifyAfter(change, of),
    }),
    ...createBucketHandlers({ keys: bucketKeys, bucket, checks, clock }),
    async 'settings.openFolder'() {
      await openFolder(options.out, options.reveal)
      return {}
    },
    'account.retry'({ engine }) {
      account.retry(engine)
      return {}
    },
  }
}
