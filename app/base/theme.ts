import type { Settings } from '#shared/api/records.ts'

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

/** How long the view may take to get elsewhere, in milliseconds: no time at all where a person wants less motion. */
export function glide(milliseconds: number): number {
  const isStill = document.documentElement.dataset['still'] !== undefined
  return isStill || matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : milliseconds
}
