import { createContext, useCallback, useContext, useSyncExternalStore } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import type { Editor, Part } from './editor.ts'

/** The shell provides the editor that its components show. */
export const EditorContext = createContext<Editor | null>(null)

/** The editor that this component belongs to. */
export function useEditor(): Editor {
  const editor = useContext(EditorContext)
  if (editor === null) throw new Error('this component lies in no editor')
  return editor
}

/**
 * Selects something of a store of the editor, or all of it; the component renders again only when that changes.
 * Rendering to text shows the current state, too.
 */
export function usePart<State>(part: Part<StoreApi<State>>): State
export function usePart<State, T>(part: Part<StoreApi<State>>, select: (state: State) => T): T
export function usePart<State, T>(
  part: Part<StoreApi<State>>,
  select?: (state: State) => State | T,
): State | T {
  const store = useEditor().get(part)
  const read = (): State | T => (select ?? itself)(store.getState())
  return useSyncExternalStore(store.subscribe, read, read)
}

interface Listenable {
  subscribe(listener: () => void): () => void
}

/**
 * Computes one value from several stores, so that no component renders for a part of it.
 *
 * @param parts Always the same list.
 * @param read Must return the same value while nothing in it has changed.
 */
export function useParts<T>(parts: readonly Part<Listenable>[], read: (editor: Editor) => T): T {
  const editor = useEditor()
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = parts.map((part) => editor.get(part).subscribe(listener))
      return () => stops.forEach((stop) => stop())
    },
    [editor, parts],
  )
  const now = (): T => read(editor)
  return useSyncExternalStore(subscribe, now, now)
}

const itself = <State>(state: State): State => state
