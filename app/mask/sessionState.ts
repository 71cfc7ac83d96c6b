import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import type { Outline } from './gesture.ts'
import type { Extent, Spot, Viewpoint } from './viewpoint.ts'
import { fitView } from './viewpoint.ts'

export interface SessionState {
  readonly view: Viewpoint
  readonly pane: Extent
  readonly outline: Outline | null
  /** The position of the brush, in pixels of the picture; null while it is outside. */
  readonly pen: Spot | null
  /** Whether the brush is moved by keys. */
  readonly byKeys: boolean
  readonly canUndo: boolean
  readonly canRedo: boolean
  /** For screen readers: the last step. */
  readonly announcement: string
}

export function createSessionState(picture: Extent, canUndo: boolean): StoreApi<SessionState> {
  const pane = { width: 1, height: 1 }
  return createStore<SessionState>(() => ({
    view: fitView(picture, pane),
    pane,
    outline: null,
    pen: null,
    byKeys: false,
    canUndo,
    canRedo: false,
    announcement: '',
  }))
}
