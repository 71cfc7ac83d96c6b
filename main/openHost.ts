import { join } from 'node:path'
import type { Endpoint } from '#shared/endpoint/endpoint.ts'
import type { AttachedEngine } from './attachEngine.ts'
import { attachEngine } from './attachEngine.ts'
import type { Engine, EngineName } from './openEngine.ts'
import { keyIn, openEngine } from './openEngine.ts'
import type { Library, LibraryOptions } from './openLibrary.ts'
import { openLibrary } from './openLibrary.ts'
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
async function carriersIn({ home, clock }: Library, env: Readonly<NodeJS.ProcessEnv>) {
  const settings = await openSettings(join(home, 'settings.json'))
  const keys = await openBucketKeys(join(home, 'bucket-keys'), env)
  const named = bucketIn(env)
  if (named !== null) readBucket(named)
  return createCarriers({
    settings: () => ({ ...settings.get(), ...(named && { bucket: named }) }),
    keys: () => readBucketKeys(keys.get()),
    clock,
  })
}

/**
 * Opens the library in `PATCHBAY_HOME` for writing and the engine that was asked for, and takes up what an earlier process
 * left at that engine. Rejects with `library.*`, `account.key`, `egress.refused` or `file.unwritable`.
 */
export async function openHost({ engine: name, endpoints, ...options }: HostOptions): Promise<Host> {
  const { env } = options
  const library = await openLibrary(options)
  let opened: Engine | AttachedEngine | undefined
  try {
    const engine = await openEngine(name, {
      endpoints,
      folder: join(library.home, 'practice'),
      practice: { pace: 'fast', workers: 4 },
      apiUrl: env['PATCHBAY_API_URL'],
      key: keyIn(env),
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
