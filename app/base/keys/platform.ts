import type { Platform } from './bindings.ts'

export const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)

/** Where this page is shown. The desktop program has no tabs of its own to keep keys for. */
export const platform: Platform = {
  mac: isMac,
  browser: typeof navigator === 'undefined' || !/ Electron\//.test(navigator.userAgent),
}
