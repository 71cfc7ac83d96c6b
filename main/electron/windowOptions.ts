import type { BrowserWindowConstructorOptions } from 'electron'
import type { WindowState } from './windowState.ts'

/** The minimum size of a window, in pixels. */
const MIN_SIZE = { width: 800, height: 560 }

/** A window for the page, with everything off that a page does not need. It is shown when there is something to see. */
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
    // On systems without dictionaries, Chromium would download some.
    spellcheck: false,
    // For developers: in an installed app no key and no menu opens them.
    devTools: !isPackaged,
  },
})
