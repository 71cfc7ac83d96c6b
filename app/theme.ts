import type { Settings } from '#shared/ipc/records.ts'

/** Sets the theme and the motion of the page; follows the system where that was chosen. Answers with the way to stop. */
export function applyTheme(settings: Settings | null): () => void {
  const root = document.documentElement
  const light = matchMedia('(prefers-color-scheme: light)')
  const set = (): void => {
    const theme = settings?.theme ?? 'system'
    root.dataset['theme'] = theme === 'system' ? (light.matches ? 'light' : 'dark') : theme
  }
  set()
  if (settings?.reducedMotion === true) root.dataset['still'] = ''
  else delete root.dataset['still']
  light.addEventListener('change', set)
  return () => light.removeEventListener('change', set)
}
