import type { Editor } from '../base/editor.ts'
import { canvasStore } from '../state/canvas/canvasStore.ts'
import { tabsStore } from '../state/tabs.ts'
import { isHostGone, viewStore } from '../state/view.ts'

/** The part of an element that is used here. */
export type Marked = Pick<Element, 'toggleAttribute'>

/**
 * Marks the page for scripts that drive it, so that none has to guess how long it takes. `data-ready`: the host is
 * connected, the tabs are restored, and the shown canvas takes keys and clicks. `data-kept`: the host has all edits;
 * removed by the edit itself. `data-gone`: the host is unreachable. Returns a function that stops it.
 */
export function markReady(editor: Editor, page: Marked): () => void {
  const mark = (): void => {
    const { caughtUp, connection, allSaved } = editor.get(viewStore).getState()
    const isDrawn = editor.get(canvasStore).getState().drawn === editor.get(tabsStore).getState().active
    page.toggleAttribute('data-ready', caughtUp && connection === 'connected' && isDrawn)
    page.toggleAttribute('data-kept', allSaved)
    page.toggleAttribute('data-gone', isHostGone(editor.get(viewStore).getState()))
  }
  const stops = [
    editor.get(viewStore).subscribe(mark),
    editor.get(canvasStore).subscribe(mark),
    editor.get(tabsStore).subscribe(mark),
  ]
  mark()
  return () => stops.forEach((stop) => stop())
}
