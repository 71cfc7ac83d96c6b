import { join } from 'node:path'
import { toAppError } from '#shared/errors.ts'
import { openSession } from '../transports/openSession.ts'
import { openLog } from '../platform/openLog.ts'
import { homeFolder } from '../platform/home.ts'
import type { AppContext } from './appContext.ts'
import { confirmAddress } from './confirmAddress.ts'
import { LINK_SCHEME } from './deepLink.ts'
import type { Electron } from './electron.ts'
import { openKeySecret } from './keySecret.ts'
import { SCHEME } from './origin.ts'
import { runApp } from './runApp.ts'
import { collectOpenRequests } from './openRequests.ts'

/** The app id of notifications on Windows, as the installer there sets it. */
const APP_ID = 'app.patchbay.desktop'

/**
 * The desktop app. What must be set before Electron is ready is set before the first await. Resolves when a window is
 * open, or with another instance of the same library, which got the open requests.
 */
export async function startApp(electron: Electron, context: AppContext): Promise<void> {
  const { app, dialog, protocol } = electron
  const { env, platform, version } = context
  const home = homeFolder(env, platform)
  // The page's own storage is inside the library, so that one library has one app, wherever it is.
  const own = join(home, 'shell')
  app.setPath('userData', own)
  if (!app.requestSingleInstanceLock()) return app.quit()

  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ])
  const openRequests = collectOpenRequests(electron, context.words, context.folder)
  const log = openLog({ env, version, front: 'desktop app', now: context.now, platform })
  context.onFault((thrown) => {
    log.error('fault', { error: thrown })
    // The process may end as soon as this returns.
    log.flushNow()
  })
  if (platform === 'win32') app.setAppUserModelId(APP_ID)
  app.setAboutPanelOptions({ applicationName: 'Patchbay', applicationVersion: version })
  // During development the program is Electron itself, which must not be registered for links.
  if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME)
  await app.whenReady()

  try {
    const session = await openSession({
      ...context,
      what: 'the desktop app',
      reveal: (path) => electron.shell.showItemInFolder(path),
      openSecret: (options) => openKeySecret(electron, options, platform),
      log,
      confirm: confirmAddress(electron),
    })
    runApp(electron, { context, session, openRequests, log, own })
  } catch (thrown) {
    log.flushNow()
    dialog.showErrorBox('Patchbay cannot open its library', toAppError(thrown).message)
    app.exit(1)
  }
}
