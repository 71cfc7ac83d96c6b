import { join } from 'node:path'
import type { Endpoint } from '#shared/catalogue/endpoint.ts'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import type { Clock } from '#shared/services.ts'
import type { Catalogue } from './catalogue/catalogue.ts'
import { createCatalogue } from './catalogue/catalogue.ts'
import { createCachedCatalogue } from '../library/cachedCatalogue.ts'
import type { AttachedEngine } from './engines/attachEngine.ts'
import { attachEngine } from './engines/attachEngine.ts'
import type { ConfiguredEngines } from './engines/configuredEngines.ts'
import { openConfiguredEngines } from './engines/configuredEngines.ts'
import type { PracticeOptions } from './engines/openEngine.ts'
import { openLive, openPractice } from './engines/openEngine.ts'
import type { RunServices } from './engines/runServices.ts'
import { createRunServices } from './engines/runServices.ts'
import type { EngineDefinition } from '../engines/engine.ts'
import { engines as bundled } from '../engines/engines.ts'
import type { HostLog } from '../platform/openLog.ts'
import { silentHostLog } from '../platform/openLog.ts'
import type { Library } from '../library/openLibrary.ts'
import { openLibrary } from '../library/openLibrary.ts'
import type { BucketLocationInUse } from '../uploads/bucket/bucketInUse.ts'
import { createBucketInUse } from '../uploads/bucket/bucketInUse.ts'
import { openBucketKeys, readBucketKeys } from '../uploads/bucket/bucketKeys.ts'
import { createUploads } from '../uploads/bucket/createUploads.ts'
import type { SavedSecret, OpenSecret } from '../platform/secret.ts'
import { openSecret } from '../platform/secret.ts'
import type { Workers } from '../assets/workers/createWorkers.ts'
import type { Engines } from './engines/engines.ts'
import { createEngines } from './engines/engines.ts'
import type { GivenMode } from './settings/givenMode.ts'
import { withGivenMode } from './settings/givenMode.ts'
import type { SavedSettings } from './settings/settings.ts'
import { openSettings } from './settings/settings.ts'

export interface HostOptions {
  readonly env: Readonly<NodeJS.ProcessEnv>
  /** The local node types. */
  readonly types: readonly NodeType[]
  /** The endpoints that come with the product: node types, and what can be practised with. */
  readonly endpoints: readonly Endpoint[]
  /** What this process does with the library, in a few words. */
  readonly what: string
  /** The speed of practice: as fast as possible if absent, because nobody watches. */
  readonly practice?: Pick<PracticeOptions, 'pace' | 'workers'>
  /** Every engine of this version by default. */
  readonly definitions?: readonly EngineDefinition[]
  /** As it is set by default, on every engine. */
  readonly given?: GivenMode
  /** How keys are stored; by default in files that only this user can read. */
  readonly openSecret?: OpenSecret
  /** The machine's own by default. */
  readonly clock?: Clock
  /** As in `LibraryOptions`. */
  readonly workers?: Workers
  /** Nothing is logged if absent. */
  readonly log?: HostLog
}

/** A library, open for writing, with its settings, its keys and its engines. */
export interface Host {
  readonly library: Library
  readonly settings: SavedSettings
  readonly configured: ConfiguredEngines
  readonly only: GivenMode['only']
  readonly bucketKeys: SavedSecret
  /** Every secret of the user: for redacting. */
  readonly secrets: () => readonly string[]
  readonly bucket: BucketLocationInUse
  readonly catalogue: Catalogue
  /** Each is opened on first use, and takes up what an earlier process left at it. */
  readonly engines: Engines
  readonly services: RunServices
  close(): Promise<void>
}

const UNWATCHED: NonNullable<HostOptions['practice']> = { pace: 'fast', workers: 4 }

/**
 * Opens the library in `PATCHBAY_HOME`: the only place where library, settings, keys and engines are wired together,
 * for every front end. There is one order of precedence: the environment comes before the settings, and a key is only
 * sent to the origin that it was set for. Rejects with `library.*` or `file.unwritable`.
 */
export async function createHost(options: HostOptions): Promise<Host> {
  const {
    clock,
    definitions = bundled,
    endpoints,
    given = { mode: null, only: null },
    env,
    practice = UNWATCHED,
    types,
    what,
    workers,
    log = silentHostLog,
    openSecret: openSecretHere = openSecret,
  } = options
  const library = await openLibrary({ env, what, log, ...(clock && { clock }), ...(workers && { workers }) })
  try {
    const { home } = library
    const settings = withGivenMode(await openSettings(join(home, 'settings.json'), log), given.mode)
    const configured = await openConfiguredEngines({
      definitions,
      home,
      env,
      settings,
      open: openSecretHere,
    })
    const bucketKeys = await openBucketKeys(join(home, 'bucket-keys'), env, openSecretHere)
    const secrets = (): readonly string[] => [
      ...configured.secrets(),
      ...bucketKeys.all().flatMap((text) => text.split(':')),
    ]
    log.hide(secrets)
    const bucket = createBucketInUse(env, settings)
    const uploads = createUploads({
      settings: () => settings.get(),
      bucket,
      keys: (origin) => readBucketKeys(bucketKeys.get(origin)),
      clock: library.clock,
      shrink: async (...words) => library.workers.call('shrink', ...words),
    })
    const catalogue = createCatalogue({
      types,
      endpoints,
      cached: createCachedCatalogue(library.database),
      now: () => library.clock.now(),
      log,
    })
    const engines = createEngines({
      identify: configured.identify,
      async attach(id, mode) {
        const engine = configured.get(id)
        const opened =
          mode === 'live'
            ? openLive(engine)
            : await openPractice(engine.definition, { endpoints, home, ...practice })
        const saved = mode === 'live' ? catalogue : null
        return recovered(await attachEngine(library, opened, { uploads, saved }))
      },
      log,
    })
    return {
      library,
      catalogue,
      settings,
      configured,
      only: given.only,
      bucketKeys,
      secrets,
      bucket,
      engines,
      services: createRunServices({ library, secrets }),
      async close() {
        await engines.close()
        await library.bodies.close()
        library.close()
      },
    }
  } catch (thrown) {
    library.close()
    throw thrown
  }
}

/** The engine once it has taken up what an earlier process left at it. */
async function recovered(engine: AttachedEngine): Promise<AttachedEngine> {
  try {
    await engine.jobs.recover()
    return engine
  } catch (thrown) {
    await engine.close()
    throw thrown
  }
}
