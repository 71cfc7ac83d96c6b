import type { AppError } from '#shared/errors.ts'
import type { Log } from '#shared/services.ts'
import { silentLog } from '#shared/services.ts'
import type { AttachedEngine } from './attachEngine.ts'
import type { Refusal } from '../../jobs/refusal.ts'
import type { EngineName } from '#shared/catalogue/engineName.ts'

/** The engines of a library, each opened on first use. */
export interface Engines {
  /**
   * The engine of that name, with the current address and key, and a function that releases it. One whose address or
   * key has changed stays open for its users, and is closed after the last. Rejects with `account.key` or
   * `egress.refused`.
   */
  acquire(name: EngineName): Promise<AcquiredEngine>
  /** Why the engine of that name, as last opened, accepts no jobs; null while it does. */
  refusalOf(name: EngineName): AppError | null
  /** The next jobs of that engine are sent again. */
  reset(name: EngineName): void
  /** Calls back when an engine begins or stops refusing jobs; returns a function that unsubscribes. */
  onRefusal(listener: () => void): () => void
  /** Leaves open jobs as they are, for the next process. */
  close(): Promise<void>
}

export interface AcquiredEngine {
  readonly engine: AttachedEngine
  release(): void
}

export interface EnginesOptions {
  /** The identity of an engine's account: it changes with address and key. */
  identify(name: EngineName): string
  /** Opens and attaches an engine, and takes up what an earlier process left at it. */
  attach(name: EngineName): Promise<AttachedEngine>
  readonly log?: Log
}

interface Open {
  readonly identity: string
  readonly engine: Promise<AttachedEngine>
  /** Known once it is open. */
  refusal: Refusal | null
  useCount: number
  retired: boolean
}

export function createEngines({ identify, attach, log = silentLog }: EnginesOptions): Engines {
  const current = new Map<EngineName, Open>()
  const all = new Set<Open>()
  const listeners = new Set<() => void>()
  const notifyRefusal = (): void => listeners.forEach((listener) => listener())

  function closeIfIdle(open: Open): void {
    if (!open.retired || open.useCount > 0) return
    all.delete(open)
    open.engine
      .then((engine) => engine.close())
      .catch((thrown: unknown) => log.warn('engine.unclosed', { error: thrown }))
  }

  function retire(name: EngineName, open: Open): void {
    if (current.get(name) === open) current.delete(name)
    open.retired = true
    closeIfIdle(open)
  }

  function openNow(name: EngineName): Open {
    const identity = identify(name)
    const existing = current.get(name)
    if (existing?.identity === identity) return existing
    if (existing !== undefined) {
      retire(name, existing)
      if (existing.refusal?.error) notifyRefusal()
    }
    const open: Open = { identity, engine: attach(name), refusal: null, useCount: 0, retired: false }
    // An engine that cannot be opened refuses nothing: its callers get the error.
    open.engine.then(
      ({ refusal }) => {
        open.refusal = refusal
        refusal.subscribe(notifyRefusal)
      },
      (thrown: unknown) => log.debug('engine.unopened', { engine: name, error: thrown }),
    )
    current.set(name, open)
    all.add(open)
    return open
  }

  return {
    async acquire(name) {
      const open = openNow(name)
      open.useCount++
      let released = false
      const release = (): void => {
        if (released) return
        released = true
        open.useCount--
        closeIfIdle(open)
      }
      try {
        return { engine: await open.engine, release }
      } catch (thrown) {
        // The next caller tries again.
        retire(name, open)
        release()
        throw thrown
      }
    },
    refusalOf: (name) => current.get(name)?.refusal?.error ?? null,
    reset: (name) => current.get(name)?.refusal?.reset(),
    onRefusal(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async close() {
      const opened = await Promise.allSettled([...all].map(({ engine }) => engine))
      all.clear()
      current.clear()
      const engines = opened.flatMap((each) => (each.status === 'fulfilled' ? each.value : []))
      await Promise.all(engines.map((engine) => engine.close()))
    },
  }
}
