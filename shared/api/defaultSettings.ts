import type { Settings } from './records.ts'

/** The settings of a new library. */
export const defaultSettings: Settings = {
  // Money is spent only if the user asks for it.
  mode: 'practice',
  engines: {},
  confirmAbove: 0.5,
  theme: 'system',
  reducedMotion: false,
  shortcuts: {},
  bucket: null,
  smallerCopies: false,
}
