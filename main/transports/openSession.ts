import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { diagnose } from '../host/diagnostics/diagnose.ts'
import { diagnosisText } from '../host/diagnostics/diagnosisText.ts'
import { silentHostLog } from '../platform/openLog.ts'
import { startLocalHost } from './local/startLocalHost.ts'
import type { EngineId } from '#shared/catalogue/engineId.ts'
import type { Mode } from '#shared/catalogue/mode.ts'
import type { Job } from '../jobs/job.ts'
import { modeOfJob, payerOf } from '../jobs/job.ts'
import { openStates } from '../jobs/jobStore.ts'
import type { Library } from '../library/openLibrary.ts'
import type { ConfiguredEngines } from '../host/engines/configuredEngines.ts'
import type { Confirm } from '../host/settings/addressChecks.ts'
import type { HostOptions } from '../host/createHost.ts'
import { localRequests } from '../host/requests/localRequests.ts'
import { createHost } from '../host/createHost.ts'
import type { Session } from '../host/createSession.ts'
import { createSession } from '../host/createSession.ts'
import { watchFolder } from '../host/workflows/watchFolder.ts'

export interface OpenSessionOptions extends Omit<HostOptions, 'practice' | 'clock'> {
  readonly version: string
  /** Asks the user before an address is changed, outside the page; if absent, such changes are refused. */
  readonly confirm?: Confirm
  /** Shows a file in its folder; absent if that is impossible. */
  readonly reveal?: ((path: string) => void) | undefined
}

/** A session with its library. */
export interface OpenedSession extends Session {
  readonly library: Library
}

/** Slow enough to see a queue move, fast enough not to annoy; with `PATCHBAY_PRACTICE_PACE=fast` jobs take no time. */
const practiceIn = ({ PATCHBAY_PRACTICE_PACE: pace }: Readonly<NodeJS.ProcessEnv>) =>
  ({ pace: pace === 'fast' ? 'fast' : { queueMs: 300, runMs: 900, spread: 0.3 }, workers: 2 }) as const

/**
 * Opens the library in `PATCHBAY_HOME` for an editor. An engine at which an earlier process left jobs in the
 * current mode takes them up; if it cannot be opened, that is reported when it is needed. Rejects with `library.*` or `file.unwritable`.
 */
export async function openSession(options: OpenSessionOptions): Promise<OpenedSession> {
  const { env, version, log = silentHostLog } = options
  const host = await createHost({ ...options, practice: practiceIn(env) })
  try {
    const { configured, engines, library, settings } = host
    const session = await createSession({
      ...host,
      confirm: options.confirm ?? null,
      reveal: options.reveal,
      version,
      diagnose: async () => diagnosisText(await diagnose({ env, version, online: false })),
      random: Math.random,
      newId: randomUUID,
      out: join(library.home, 'pictures'),
      watch: (folder, call) => watchFolder(folder, library.clock, call),
    })
    // If no socket is available (some network drives support none) the editor works nevertheless.
    const local = await startLocalHost({
      home: library.home,
      version,
      front: 'editor',
      table: localRequests,
      handlers: session.local,
      subscribe: session.subscribe,
    }).catch((thrown: unknown) => {
      log.warn('socket.unavailable', { error: thrown })
      return null
    })
    const { mode } = settings.get()
    for (const id of leftAt(library.store, mode, configured))
      void engines.acquire(id, mode).then(
        ({ release: giveBack }) => giveBack(),
        (thrown: unknown) => log.info('engine.unavailable', { engine: id, error: thrown }),
      )
    return {
      ...session,
      library,
      async close() {
        // What cannot be removed leads to nobody.
        await local?.close().catch((thrown: unknown) => log.warn('socket.left', { error: thrown }))
        await session.close()
      },
    }
  } catch (thrown) {
    await host.close()
    throw thrown
  }
}

/**
 * The engines at which an earlier process left jobs in this mode, or unknown ones whose request the engine may list.
 */
function leftAt(
  store: Library['store'],
  mode: Mode,
  { all }: Pick<ConfiguredEngines, 'all'>,
): ReadonlySet<EngineId> {
  const canFind = ({ facts }: Job): boolean =>
    all.some(
      ({ id, definition }) =>
        id === payerOf(facts).engine && definition.capabilities.findsLostSubmits !== 'never',
    )
  const left = store
    .list({ states: [...openStates, 'unknown'] })
    .filter((job) => modeOfJob(job) === mode && (job.phase.state !== 'unknown' || canFind(job)))
  return new Set(left.map(({ facts }) => payerOf(facts).engine))
}
