import type { Settings } from './records.ts'

/** The settings of a new library. */
export const defaultSettings: Settings = {
  // The paid engine is used only if the user asks for it.
  engine: 'practice',
  apiUrl: '',
  concurrency: 4,
  confirmAbove: 0.5,
  theme: 'system',
  reducedMotion: false,
  shortcuts: {},
  bucket: null,
  smallerCopies: false,
}
