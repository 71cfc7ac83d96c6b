import type { Log } from '#shared/services.ts'

/**
 * What a copy does about a newer version. `install`: installs it when the app ends. `announce`: only reports it, and
 * fetches nothing of it.
 */
export type UpdatePolicy = 'install' | 'announce'

/** The policy of this copy as it was started: a portable one is a file that the user has put anywhere. */
export const policyOf = (built: UpdatePolicy, env: Readonly<NodeJS.ProcessEnv>): UpdatePolicy =>
  env['PORTABLE_EXECUTABLE_FILE'] === undefined ? built : 'announce'

/** The part of `electron-updater` that is used. */
export interface Updater {
  allowDowngrade: boolean
  allowPrerelease: boolean
  autoDownload: boolean
  autoInstallOnAppQuit: boolean
  checkForUpdates(): Promise<unknown>
  on(event: 'update-available', listener: (update: { readonly version: string }) => void): unknown
  on(event: 'update-downloaded', listener: (update: { readonly version: string }) => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
}

export interface UpdateOptions {
  /** Whether this is the installed app; during development nothing is requested or loaded. */
  readonly isPackaged: boolean
  readonly policy: UpdatePolicy
  readonly load: () => Promise<Updater>
  readonly log: Log
  /** Tells the user about a version that is not installed by itself. */
  readonly announce: (version: string) => void
}

/**
 * Looks once after the start for a newer version: never an older one, and never in the middle of the user's work. If
 * that fails, the log says why.
 */
export async function checkForUpdates({
  isPackaged,
  policy,
  load,
  log,
  announce,
}: UpdateOptions): Promise<void> {
  if (!isPackaged) return
  try {
    const updater = await load()
    const installs = policy === 'install'
    updater.allowDowngrade = false
    updater.allowPrerelease = false
    updater.autoDownload = installs
    updater.autoInstallOnAppQuit = installs
    updater.on('update-available', ({ version }) => {
      if (!installs) announce(version)
    })
    updater.on('update-downloaded', ({ version }) => log.info('update.ready', { version }))
    updater.on('error', (error) => log.warn('update.failed', { error }))
    await updater.checkForUpdates()
  } catch (thrown) {
    log.warn('update.failed', { error: thrown })
  }
}
