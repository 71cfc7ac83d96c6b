import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'

/**
 * A part of an editor's state: what it is made of, and never the thing itself. A module declares its parts beside the
 * functions that use them; each editor makes its own when it is first asked for.
 */
export interface Part<T> {
  readonly create: (editor: Editor) => T
  /** Ends what the part has begun: timers, listeners. Called once, when the editor is disposed of. */
  dispose?(made: T): void
}

/** What owns all that can change in a page. Two of them know nothing of each other. */
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

/** The parts of one editor, none of them made yet. */
export interface EditorParts extends Editor {
  /** Ends every part, the last made first. They can still be read: what is under way may look at them before it ends. */
  readonly dispose: () => void
}

export function createParts(): EditorParts {
  const made = new Map<object, unknown>()
  const stops: (() => void)[] = []
  let disposed = false
  const editor: Editor = {
    get<T>(part: Part<T>): T {
      // The cast holds: what lies under a part was made by it.
      if (made.has(part)) return made.get(part) as T
      const instance = part.create(editor)
      made.set(part, instance)
      const stop = (): void => part.dispose?.(instance)
      // What is still under way must not begin anything that nobody ends.
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
