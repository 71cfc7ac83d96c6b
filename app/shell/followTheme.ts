import { applyTheme } from '../base/theme.ts'
import { viewStore } from '../state/view.ts'

/** Keeps the theme and the motion of the page as they are set. Returns the way to stop. */
export function followTheme(): () => void {
  let stopTheme = applyTheme(viewStore.getState().settings)
  const stopView = viewStore.subscribe(({ settings }, before) => {
    if (settings === before.settings) return
    stopTheme()
    stopTheme = applyTheme(settings)
  })
  return () => {
    stopView()
    stopTheme()
  }
}
