import type { Editor } from '../base/editor.ts'
import { canvasStore } from '../state/canvas/canvasStore.ts'
import { tabsStore } from '../state/tabs.ts'
import { isHostGone, viewStore } from '../state/view.ts'

/** What there is of an element here. */
export type Marked = Pick<Element, 'toggleAttribute'>

/**
 * Marks the page for whoever drives it from outside, so that nobody has to guess how long it takes. `data-ready`: the host
 * is there, what was open is open, and the shown canvas takes keys and clicks. `data-kept`: the host has all that was
 * edited; it goes away within the edit itself. `data-gone`: requests reach no host. Answers with the way to stop.
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
