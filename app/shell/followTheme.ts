import type { Editor } from '../base/editor.ts'
import { applyTheme } from '../base/theme.ts'
import { viewStore } from '../state/view.ts'

/** Applies the theme and motion settings to the page. Returns a function that stops it. */
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
