import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'

/**
 * A part of an editor's state: how to create it, and never the instance. A module declares its parts beside the
 * functions that use them; each editor creates its own on first use.
 */
export interface Part<T> {
  readonly create: (editor: Editor) => T
  /** Ends what the part has started: timers, listeners. Called once, when the editor is disposed. */
  dispose?(made: T): void
}

/** The owner of all mutable state of a page. Two editors are independent of each other. */
export interface Editor {
  /** This editor's own instance of a part, always the same. */
  readonly get: <T>(part: Part<T>) => T
}

export const definePart = <T>(create: (editor: Editor) => T, dispose?: (made: T) => void): Part<T> => ({
  create,
  ...(dispose && { dispose }),
})

/** A part that is a store. */
export const defineStore = <State>(initial: () => State): Part<StoreApi<State>> =>
  definePart(() => createStore(initial))

/** The parts of one editor, none of them created yet. */
export interface EditorParts extends Editor {
  /**
   * Ends every part, the last created first. They can still be read, because pending work may use them until it ends.
   */
  readonly dispose: () => void
}

export function createParts(): EditorParts {
  const made = new Map<object, unknown>()
  const stops: (() => void)[] = []
  let disposed = false
  const editor: Editor = {
    get<T>(part: Part<T>): T {
      // The cast holds: the instance of a part was created by it.
      if (made.has(part)) return made.get(part) as T
      const instance = part.create(editor)
      made.set(part, instance)
      const stop = (): void => part.dispose?.(instance)
      // Pending work must not start anything that nothing ends.
      if (disposed) stop()
      else stops.push(stop)
      return instance
    },
  }
  return {
    ...editor,
    dispose() {
      if (disposed) return
      disposed = true
      for (const stop of stops.toReversed()) stop()
      stops.length = 0
    },
  }
}
