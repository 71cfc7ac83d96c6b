import type { BrowserWindowConstructorOptions } from 'electron'
import type { WindowState } from './windowState.ts'

/** The least that a person can work in, in pixels. */
const MIN_SIZE = { width: 800, height: 560 }

/**
 * A window for the page, with everything off that a page has no need of. It is shown when there is something to see.
 */
export const windowOptions = (
  { bounds }: WindowState,
  preload: string,
  dark: boolean,
  isPackaged: boolean,
): BrowserWindowConstructorOptions => ({
  ...bounds,
  minWidth: MIN_SIZE.width,
  minHeight: MIN_SIZE.height,
  show: false,
  title: 'Patchbay',
  backgroundColor: dark ? '#111214' : '#f4f5f6',
  webPreferences: {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    // Where the system has no dictionaries of its own, Chromium would fetch some.
    spellcheck: false,
    // For whoever develops it: in what is installed no key and no menu opens them.
    devTools: !isPackaged,
  },
})
