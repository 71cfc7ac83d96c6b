import { createContext, useContext } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import { useStore } from 'zustand'
import type { Editor, Part } from './editor.ts'

/** The shell provides the editor that its components show. */
export const EditorContext = createContext<Editor | null>(null)

/** The editor that this component belongs to. */
export function useEditor(): Editor {
  const editor = useContext(EditorContext)
  if (editor === null) throw new Error('this component lies in no editor')
  return editor
}

/** Something of a store of the editor, or all of it; the component is drawn again when that changes, and not before. */
export function usePart<State>(part: Part<StoreApi<State>>): State
export function usePart<State, T>(part: Part<StoreApi<State>>, select: (state: State) => T): T
export function usePart<State, T>(
  part: Part<StoreApi<State>>,
  select?: (state: State) => State | T,
): State | T {
  const store = useEditor().get(part)
  return useStore(store, select ?? itself)
}

const itself = <State>(state: State): State => state
