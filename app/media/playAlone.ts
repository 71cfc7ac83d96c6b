import type { Editor } from '../base/editor.ts'
import { definePart } from '../base/editor.ts'

interface Audible {
  current: HTMLMediaElement | null
}

const audible = definePart((): Audible => ({ current: null }))

/** Pauses what was heard before: one medium is audible at a time. Call it when `element` begins to play. */
export function playAlone(editor: Editor, element: HTMLMediaElement): void {
  const state = editor.get(audible)
  if (state.current !== element) state.current?.pause()
  state.current = element
}
