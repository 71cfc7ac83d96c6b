import type { Editor } from '../base/editor.ts'
import { applyTheme } from '../base/theme.ts'
import { viewStore } from '../state/view.ts'

/** Keeps the theme and the motion of the page as they are set. Returns the way to stop. */
export function followTheme(editor: Editor): () => void {
  let stopTheme = applyTheme(editor.get(viewStore).getState().settings)
  const stopView = editor.get(viewStore).subscribe(({ settings }, before) => {
    if (settings === before.settings) return
    stopTheme()
    stopTheme = applyTheme(settings)
  })
  return () => {
    stopView()
    stopTheme()
  }
}
