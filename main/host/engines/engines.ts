import type { AppError } from '#shared/errors.ts'
import type { Log } from '#shared/services.ts'
import { silentLog } from '#shared/services.ts'
import type { AttachedEngine } from './attachEngine.ts'
import type { Refusal } from '../../jobs/refusal.ts'
import type { EngineId } from '#shared/catalogue/engineId.ts'
import type { Mode } from '#shared/catalogue/mode.ts'

/** The engines of a library, each in both modes, opened on first use. */
export interface Engines {
  /**
   * The engine in that mode, live with the current address and key, and a function that releases it. One whose address or
   * key has changed stays open for its users, and is closed after the last. Rejects with `account.key`,
   * `egress.refused` or, for an engine that this version does not have, `input.invalid`.
   */
  acquire(id: EngineId, mode: Mode): Promise<AcquiredEngine>
  /** Why the engine, as last opened in that mode, accepts no jobs; null while it does. */
  refusalOf(id: EngineId, mode: Mode): AppError | null
  /** The next jobs of the engine are sent again. */
  reset(id: EngineId, mode: Mode): void
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
  /** The identity of an engine's account: live, it changes with address and key. */
  identify(id: EngineId, mode: Mode): string
  /** Opens and attaches an engine, and takes up what an earlier process left at it. */
  attach(id: EngineId, mode: Mode): Promise<AttachedEngine>
  readonly log?: Log
}

const placeOf = (id: EngineId, mode: Mode): string => `${mode} ${id}`

interface Open {
  readonly place: string
  readonly identity: string
  readonly engine: Promise<AttachedEngine>
  /** Known once it is open. */
  refusal: Refusal | null
  useCount: number
  retired: boolean
}

const startOpen = (place: string, identity: string, engine: Open['engine']): Open => ({
  place,
  identity,
  engine,
  refusal: null,
  useCount: 0,
  retired: false,
})

export function createEngines({ identify, attach, log = silentLog }: EnginesOptions): Engines {
  const current = new Map<string, Open>()
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

  function retire(open: Open): void {
    if (current.get(open.place) === open) current.delete(open.place)
    open.retired = true
    closeIfIdle(open)
  }

  function openNow(id: EngineId, mode: Mode): Open {
    const identity = identify(id, mode)
    const place = placeOf(id, mode)
    const existing = current.get(place)
    if (existing?.identity === identity) return existing
    if (existing !== undefined) {
      retire(existing)
      if (existing.refusal?.error) notifyRefusal()
    }
    const open = startOpen(place, identity, attach(id, mode))
    // An engine that cannot be opened refuses nothing: its callers get the error.
    open.engine.then(
      ({ refusal }) => {
        open.refusal = refusal
        refusal.subscribe(notifyRefusal)
      },
      (thrown: unknown) => log.debug('engine.unopened', { engine: id, mode, error: thrown }),
    )
    current.set(place, open)
    all.add(open)
    return open
  }

  return {
    async acquire(id, mode) {
      const open = openNow(id, mode)
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
        retire(open)
        release()
        throw thrown
      }
    },
    refusalOf: (id, mode) => current.get(placeOf(id, mode))?.refusal?.error ?? null,
    reset: (id, mode) => current.get(placeOf(id, mode))?.refusal?.reset(),
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
