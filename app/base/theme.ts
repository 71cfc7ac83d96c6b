import type { Settings } from '#shared/api/records.ts'

/**
 * Sets the theme and motion of the page, and follows the system where the user chose that. Returns a function that
 * stops it.
 */
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

/** How long the view may take to move, in milliseconds: 0 if the user prefers reduced motion. */
export function glide(milliseconds: number): number {
  const isStill = document.documentElement.dataset['still'] !== undefined
  return isStill || matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : milliseconds
}
