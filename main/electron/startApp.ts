import { join } from 'node:path'
import { toAppError } from '#shared/errors.ts'
import { openSession } from '../session/openSession.ts'
import { homeFolder } from '../services/home.ts'
import { createAppRedactor } from './appRedactor.ts'
import type { AppWorld } from './appWorld.ts'
import { confirmAddress } from './confirmAddress.ts'
import { LINK_SCHEME } from './deepLink.ts'
import type { Electron } from './electron.ts'
import { openKeySecret } from './keySecret.ts'
import { createLog } from './log.ts'
import { SCHEME } from './origin.ts'
import { runApp } from './runApp.ts'
import { hearWishes } from './wishes.ts'

/** What notifications go by on Windows, as the installer there says it. */
const APP_ID = 'app.patchbay.desktop'

/**
 * The desktop app. What must be said before Electron is ready is said before the first wait. Resolves when a window is
 * there, or with another instance of the same library, which was handed what was wanted.
 */
export async function startApp(electron: Electron, world: AppWorld): Promise<void> {
  const { app, dialog, protocol } = electron
  const { env, platform, version } = world
  const home = homeFolder(env, platform)
  // The page's own storage lies inside the library, so that one library has one app, wherever it lies.
  const own = join(home, 'shell')
  app.setPath('userData', own)
  if (!app.requestSingleInstanceLock()) return app.quit()

  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ])
  const wishes = hearWishes(electron, world.words, world.folder)
  const redactor = createAppRedactor()
  const log = createLog({ path: join(own, 'logs', 'patchbay.log'), now: world.now, redact: redactor.redact })
  world.onFault((thrown) => log.note('a fault of our own', thrown))
  if (platform === 'win32') app.setAppUserModelId(APP_ID)
  app.setAboutPanelOptions({ applicationName: 'Patchbay', applicationVersion: version })
  // While it is developed, the program is Electron itself, and links are not for that.
  if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME)
  await app.whenReady()
  log.note(`Patchbay ${version} begins on ${platform}`)

  try {
    const session = await openSession({
      ...world,
      what: 'the desktop app',
      openSecret: async (options) => redactor.watch(await openKeySecret(electron, options, platform)),
      confirm: confirmAddress(electron),
    })
    runApp(electron, { world, session, wishes, log, own })
  } catch (thrown) {
    log.note('the library cannot be opened', thrown)
    dialog.showErrorBox('Patchbay cannot open its library', toAppError(thrown).message)
    app.exit(1)
  }
}
