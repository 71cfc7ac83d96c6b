import type { Log } from './log.ts'

/** The part of `electron-updater` that is used. */
export interface Updater {
  allowDowngrade: boolean
  allowPrerelease: boolean
  autoDownload: boolean
  autoInstallOnAppQuit: boolean
  checkForUpdates(): Promise<unknown>
  on(event: 'update-downloaded', listener: (update: { readonly version: string }) => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
}

export interface UpdateOptions {
  /** Whether this is the installed app; while it is developed, nothing is asked and nothing loaded. */
  readonly isPackaged: boolean
  readonly load: () => Promise<Updater>
  readonly log: Log
}

/**
 * Looks once after the start for a newer version, which is put in place when the app ends: never an older one, and never in
 * the middle of somebody's work. Where none can be had, the log says why.
 */
export async function keepUpToDate({ isPackaged, load, log }: UpdateOptions): Promise<void> {
  if (!isPackaged) return
  try {
    const updater = await load()
    updater.allowDowngrade = false
    updater.allowPrerelease = false
    updater.autoDownload = true
    updater.autoInstallOnAppQuit = true
    updater.on('update-downloaded', ({ version }) =>
      log.note(`version ${version} is there, and takes its place when Patchbay ends`),
    )
    updater.on('error', (error) => log.note('no update', error.message))
    await updater.checkForUpdates()
  } catch (thrown) {
    log.note('no update', thrown instanceof Error ? thrown.message : thrown)
  }
}
