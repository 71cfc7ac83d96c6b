import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeImage,
  nativeTheme,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
} from 'electron'
import { join } from 'node:path'
import { endpoints } from '#nodes/endpoints.ts'
import { localTypes as types } from '#nodes/localTypes.ts'
import { extractKeys } from '../platform/childEnvironment.ts'
import { startApp } from './startApp.ts'
import type { UpdatePolicy } from './update.ts'

declare const PATCHBAY_VERSION: string
declare const PATCHBAY_UPDATES: UpdatePolicy

const electron = {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeImage,
  nativeTheme,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
}

// The built page and preload are beside the built main.
const built = join(import.meta.dirname, '..')

// Not awaited here: Electron is ready only after this module has run.
startApp(electron, {
  // From here on they are in no environment of a child process of Electron, of an opener or of an updater.
  env: extractKeys(process.env),
  platform: process.platform,
  words: process.argv.slice(1),
  folder: process.cwd(),
  version: PATCHBAY_VERSION,
  updates: PATCHBAY_UPDATES,
  types,
  endpoints,
  page: join(built, 'page'),
  preload: join(built, 'preload/preload.cjs'),
  now: () => Date.now(),
  onFault(call) {
    process.on('unhandledRejection', call)
    process.on('uncaughtException', (thrown) => {
      call(thrown)
      dialog.showErrorBox('Patchbay has to end', 'Running jobs are picked up at the next start.')
      app.exit(70)
    })
  },
  loadUpdater: async () => (await import('electron-updater')).default.autoUpdater,
}).catch((thrown: unknown) => {
  dialog.showErrorBox('Patchbay cannot start', thrown instanceof Error ? thrown.message : String(thrown))
  app.exit(1)
})
