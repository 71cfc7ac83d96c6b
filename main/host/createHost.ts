import { join } from 'node:path'
import type { Endpoint } from '#shared/catalogue/endpoint.ts'
import type { EngineName } from '#shared/catalogue/engineName.ts'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import type { Clock } from '#shared/services.ts'
import type { Catalogue } from './catalogue/catalogue.ts'
import { createCatalogue } from './catalogue/catalogue.ts'
import { createCachedCatalogue } from '../library/cachedCatalogue.ts'
import type { AttachedEngine } from './engines/attachEngine.ts'
import { attachEngine } from './engines/attachEngine.ts'
import type { EngineOptions } from './engines/openEngine.ts'
import { openEngine } from './engines/openEngine.ts'
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
import type { ApiAddress } from './settings/apiAddress.ts'
import { createApiAddress } from './settings/apiAddress.ts'
import type { Engines } from './engines/engines.ts'
import { createEngines } from './engines/engines.ts'
import type { SavedKey } from './settings/key.ts'
import { openKey } from './settings/key.ts'
import type { SavedSettings } from './settings/settings.ts'
import { openSettings } from './settings/settings.ts'

export interface HostOptions {
  readonly env: Readonly<NodeJS.ProcessEnv>
  /** The local node types. */
  readonly types: readonly NodeType[]
  /** The endpoints that come with the product: node types, and what the practice engine serves. */
  readonly endpoints: readonly Endpoint[]
  /** What this process does with the library, in a few words. */
  readonly what: string
  /** The speed of the practice engine: as fast as possible if absent, because nobody watches. */
  readonly practice?: EngineOptions['practice']
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
  readonly key: SavedKey
  readonly bucketKeys: SavedSecret
  readonly address: ApiAddress
  readonly bucket: BucketLocationInUse
  readonly catalogue: Catalogue
  /** Each is opened on first use, and takes up what an earlier process left at it. */
  readonly engines: Engines
  close(): Promise<void>
}

const UNWATCHED: EngineOptions['practice'] = { pace: 'fast', workers: 4 }

/**
 * Opens the library in `PATCHBAY_HOME`: the only place where library, settings, keys and engines are wired together,
 * for every front end. There is one order of precedence: the environment comes before the settings, and a key is only
 * sent to the origin that it was set for. Rejects with `library.*` or `file.unwritable`.
 */
export async function createHost(options: HostOptions): Promise<Host> {
  const {
    clock,
    endpoints,
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
    const settings = await openSettings(join(home, 'settings.json'), log)
    const key = await openKey({ path: join(home, 'key'), env, open: openSecretHere })
    const bucketKeys = await openBucketKeys(join(home, 'bucket-keys'), env, openSecretHere)
    log.hide(() => [...key.all(), ...bucketKeys.all().flatMap((text) => text.split(':'))])
    const bucket = createBucketInUse(env, settings)
    const uploads = createUploads({
      settings: () => settings.get(),
      bucket,
      keys: (origin) => readBucketKeys(bucketKeys.get(origin)),
      clock: library.clock,
      shrink: async (...words) => library.workers.call('shrink', ...words),
    })
    const address = createApiAddress(env, settings)

    const attach = async (name: EngineName): Promise<AttachedEngine> => {
      const engine = await openEngine(name, {
        endpoints,
        folder: join(home, 'practice'),
        practice,
        api: () => address.url(),
        key: (origin) => key.get(origin),
        secrets: key.all(),
      })
      const attached = attachEngine(library, engine, uploads)
      try {
        await attached.jobs.recover()
        return attached
      } catch (thrown) {
        await attached.close()
        throw thrown
      }
    }
    const engines = createEngines({
      // Stays in this process: the identity of an account includes the key.
      identify: (name) =>
        name === 'practice' ? name : JSON.stringify([address.url().href, key.get(address.origin())]),
      attach,
      log,
    })
    const catalogue = createCatalogue({
      types,
      endpoints,
      cached: createCachedCatalogue(library.database),
      now: () => library.clock.now(),
      log,
    })
    return {
      library,
      catalogue,
      settings,
      key,
      bucketKeys,
      address,
      bucket,
      engines,
      async close() {
        await engines.close()
        library.close()
      },
    }
  } catch (thrown) {
    library.close()
    throw thrown
  }
}
