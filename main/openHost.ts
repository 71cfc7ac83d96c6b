import { join } from 'node:path'
import type { Endpoint } from '#shared/endpoint/endpoint.ts'
import type { AttachedEngine } from './attachEngine.ts'
import { attachEngine } from './attachEngine.ts'
import type { Engine, EngineName } from './openEngine.ts'
import { boundKeyIn, openEngine } from './openEngine.ts'
import type { Library, LibraryOptions } from './openLibrary.ts'
import { openLibrary } from './openLibrary.ts'
import { apiUrlIn } from './services/egress/apiUrl.ts'
import { createBucketInUse } from './services/bucket/bucketInUse.ts'
import { openBucketKeys, readBucketKeys } from './services/bucket/bucketKeys.ts'
import { createCarriers } from './services/bucket/createCarriers.ts'
import { bucketIn, readBucket } from './services/bucket/readBucket.ts'
import { openSettings } from './session/settings.ts'

export interface HostOptions extends LibraryOptions {
  readonly engine: EngineName
  /** What the practice engine serves. */
  readonly endpoints: readonly Endpoint[]
}

/** One library, held for writing, and one engine. */
export type Host = Omit<Library, 'close'> & AttachedEngine

/** The ways for large pictures that the person opened in the settings of this library. */
async function carriersIn({ home, clock, workers }: Library, env: Readonly<NodeJS.ProcessEnv>) {
  const settings = await openSettings(join(home, 'settings.json'))
  const keys = await openBucketKeys(join(home, 'bucket-keys'), env)
  const named = bucketIn(env)
  if (named !== null) readBucket(named)
  return createCarriers({
    settings: () => settings.get(),
    bucket: createBucketInUse(env, settings),
    keys: (origin) => readBucketKeys(keys.get(origin)),
    clock,
    shrink: async (...words) => workers.call('shrink', ...words),
  })
}

/**
 * Opens the library in `PATCHBAY_HOME` for writing and the engine that was asked for, and takes up what an earlier process
 * left at that engine. Rejects with `library.*`, `account.key`, `egress.refused` or `file.unwritable`.
 */
export async function openHost({ engine: name, endpoints, ...options }: HostOptions): Promise<Host> {
  const { env } = options
  const library = await openLibrary(options)
  // A command line knows no key but that of its environment, which goes where the same environment says.
  const given = boundKeyIn(env)
  let opened: Engine | AttachedEngine | undefined
  try {
    const engine = await openEngine(name, {
      endpoints,
      folder: join(library.home, 'practice'),
      practice: { pace: 'fast', workers: 4 },
      api: () => apiUrlIn(env),
      key: () => given?.secret ?? null,
      secrets: given === null ? [] : [given.secret],
    })
    opened = engine
    const attached = attachEngine(library, engine, await carriersIn(library, env))
    opened = attached
    await attached.jobs.recover()
    return {
      ...library,
      ...attached,
      async close() {
        await attached.close()
        library.close()
      },
    }
  } catch (thrown) {
    await opened?.close()
    library.close()
    throw thrown
  }
}
