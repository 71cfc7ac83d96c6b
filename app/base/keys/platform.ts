import type { Platform } from './bindings.ts'

export const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)

/** Where this page runs. The desktop app has no tabs of its own that need keys. */
export const platform: Platform = {
  mac: isMac,
  browser: typeof navigator === 'undefined' || !/ Electron\//.test(navigator.userAgent),
}
