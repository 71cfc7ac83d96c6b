import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Endpoint } from '#shared/endpoint/endpoint.ts'
import type { EngineName } from '#shared/ipc/records.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import type { AttachedEngine } from '../attachEngine.ts'
import { attachEngine } from '../attachEngine.ts'
import { openEngine } from '../openEngine.ts'
import { startLocalHost } from '../local/startLocalHost.ts'
import type { Library } from '../openLibrary.ts'
import { openLibrary } from '../openLibrary.ts'
import type { Session } from './createSession.ts'
import { openBucketKeys, readBucketKeys } from '../services/bucket/bucketKeys.ts'
import { createCarriers } from '../services/bucket/createCarriers.ts'
import type { OpenSecret } from '../services/secret.ts'
import { openSecret } from '../services/secret.ts'
import { createBucketInUse } from '../services/bucket/bucketInUse.ts'
import type { Confirm } from './addressChecks.ts'
import { createApiAddress } from './apiAddress.ts'
import { createSession } from './createSession.ts'
import { createEngines } from './engines.ts'
import { openKey } from './key.ts'
import { openSettings } from './settings.ts'
import { watchFolder } from './workflows/watchFolder.ts'

export interface OpenSessionOptions {
  readonly env: Readonly<NodeJS.ProcessEnv>
  readonly registry: Registry
  /** What the practice engine serves. */
  readonly endpoints: readonly Endpoint[]
  readonly version: string
  /** What this process does with the library, in a few words. */
  readonly what: string
  /** How keys are kept; in files that only this user can read, where absent. */
  readonly openSecret?: OpenSecret
  /** Asks the user before an address is changed, outside the page; where absent, what needs it is refused. */
  readonly confirm?: Confirm
}

/** A session with the library that it holds. */
export interface OpenedSession extends Session {
  readonly library: Library
}

/** Slow enough to see a queue move, quick enough to be no bother; `PATCHBAY_PRACTICE_PACE=fast` lets it take no time. */
const practiceIn = ({ PATCHBAY_PRACTICE_PACE: pace }: Readonly<NodeJS.ProcessEnv>) =>
  ({ pace: pace === 'fast' ? 'fast' : { queueMs: 300, runMs: 900, spread: 0.3 }, workers: 2 }) as const

/**
 * Opens the library in `PATCHBAY_HOME` for an editor. The engine that is set takes up what an earlier process left at it;
 * where it cannot be had, that is told when it is needed. Rejects with `library.*` or `file.unwritable`.
 */
export async function openSession(options: OpenSessionOptions): Promise<OpenedSession> {
  const { endpoints, env, registry, version, what, openSecret: openSecretHere = openSecret } = options
  const library = await openLibrary({ env, what })
  try {
    const { home } = library
    const settings = await openSettings(join(home, 'settings.json'))
    const key = await openKey({ path: join(home, 'key'), env, open: openSecretHere })
    const bucketKeys = await openBucketKeys(join(home, 'bucket-keys'), env, openSecretHere)
    const bucket = createBucketInUse(env, settings)
    const carriers = createCarriers({
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
        practice: practiceIn(env),
        api: () => address.url(),
        key: (origin) => key.get(origin),
        secrets: key.all(),
      })
      const attached = attachEngine(library, engine, carriers)
      try {
        await attached.jobs.recover()
        return attached
      } catch (thrown) {
        await attached.close()
        throw thrown
      }
    }
    const engines = createEngines({
      // Stays in this process: what tells one account from another is what it is used with.
      identify: (name) =>
        name === 'practice' ? name : JSON.stringify([address.url().href, key.get(address.origin())]),
      attach,
    })
    const session = await createSession({
      library,
      engines,
      settings,
      key,
      bucketKeys,
      registry,
      address,
      bucket,
      confirm: options.confirm ?? null,
      version,
      random: Math.random,
      newId: randomUUID,
      out: join(home, 'pictures'),
      watch: (folder, call) => watchFolder(folder, library.clock, call),
    })
    // Where no socket can be had (some network drives take none) the editor works all the same.
    const local = await startLocalHost({ home, version, session }).catch(() => null)
    void engines.borrow(settings.get().engine).then(
      ({ giveBack }) => giveBack(),
      () => {},
    )
    return {
      ...session,
      library,
      async close() {
        await local?.close()
        await session.close()
      },
    }
  } catch (thrown) {
    library.close()
    throw thrown
  }
}
