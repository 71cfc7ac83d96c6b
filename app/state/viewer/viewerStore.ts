import type { ResultRow } from '#shared/api/records.ts'
import { defineStore } from '../../base/editor.ts'
import type { Editor } from '../../base/editor.ts'
import { show, viewStore } from '../view.ts'
import type { Size, View } from './geometry.ts'

/** How the picture is compared: not at all, side by side, or one over the other up to a line. */
export type Compare = 'off' | 'side' | 'slider'

/** A picture and its stage, in CSS pixels. */
export interface ShownStage {
  readonly pane: Size
  readonly picture: Size
}

export interface ViewerState {
  /** The current stage, for keys and buttons, which have no pointer position. Null if there is none. */
  readonly pane: ShownStage | null
  /** Null: fits the picture, also when the size of the stage changes. */
  readonly view: View | null
  readonly compare: Compare
  /** SHA-256 of the picture at the left; the one that is viewed is at the right. */
  readonly other: string | null
  /** The versions of a node that are compared, in the order in which they were made; none for other pictures. */
  readonly versions: readonly ResultRow[]
  /** The position of the slider, from 0 at the left to 1. */
  readonly slider: number
  /** The pictures that were viewed before an input of theirs was opened. */
  readonly trail: readonly string[]
  readonly story: boolean
}

export const viewerStore = defineStore<ViewerState>(() => ({
  pane: null,
  view: null,
  compare: 'off',
  other: null,
  versions: [],
  slider: 0.5,
  trail: [],
  story: true,
}))

/** Opens an input of the picture; `back` returns. */
export function openInput(editor: Editor, sha256: string): void {
  const { viewer } = editor.get(viewStore).getState()
  editor.get(viewerStore).setState(({ trail }) => ({
    trail: viewer === null ? trail : [...trail, viewer],
    compare: 'off',
    other: null,
  }))
  show(editor, { viewer: sha256 })
}

export function back(editor: Editor): void {
  const { trail } = editor.get(viewerStore).getState()
  const last = trail.at(-1)
  if (last === undefined) return
  editor.get(viewerStore).setState({ trail: trail.slice(0, -1), compare: 'off', other: null })
  show(editor, { viewer: last })
}

/** Compares the picture with another one; null ends it. */
export function compareWith(editor: Editor, other: string | null): void {
  editor.get(viewerStore).setState(({ compare }) => ({
    other,
    compare: other === null ? 'off' : compare === 'off' ? 'slider' : compare,
  }))
}

/** Swaps the two pictures. */
export function swapCompared(editor: Editor): void {
  const { other } = editor.get(viewerStore).getState()
  const { viewer } = editor.get(viewStore).getState()
  if (other === null || viewer === null) return
  editor.get(viewerStore).setState({ other: viewer })
  show(editor, { viewer: other })
}
