import { join } from 'node:path'
import { toAppError } from '#shared/errors.ts'
import type { ShellCommand } from '#shared/api/records.ts'
import { readPage } from '../browser/page.ts'
import type { FileLog } from '../platform/log.ts'
import { createAssetFolder } from '../assets/assetFolder.ts'
import { findWorkflow } from '../metadata/findWorkflow.ts'
import { createThumbnails } from '../assets/thumbnails.ts'
import type { OpenedSession } from '../transports/openSession.ts'
import type { OpenRequest } from './deepLink.ts'
import { askWhereToSave, pictureFilter, workflowFilter } from './downloads.ts'
import type { Electron } from './electron.ts'
import { followRuns } from './followRuns.ts'
import { menuTemplate } from './menu.ts'
import type { Window } from './openWindow.ts'
import { createWindow } from './openWindow.ts'
import type { FindWorkflow } from './openRequest.ts'
import { openRequest } from './openRequest.ts'
import { SCHEME } from './origin.ts'
import type { PageEvents } from './pageEvents.ts'
import { createPageEvents } from './pageEvents.ts'
import type { AppContext } from './appContext.ts'
import { denyPermissions } from './permissions.ts'
import type { Quitting } from './quitting.ts'
import { createQuitting } from './quitting.ts'
import { serveApp } from './serveApp.ts'
import { serveIpc } from './serveIpc.ts'
import { createShellHandlers } from './shellHandlers.ts'
import { checkForUpdates, policyOf } from './update.ts'
import type { OpenRequests } from './openRequests.ts'

export interface RunAppOptions {
  readonly context: AppContext
  readonly session: OpenedSession
  readonly openRequests: OpenRequests
  readonly log: FileLog
  /** The app's own folder. */
  readonly own: string
}

/** Connects a session to a window: from here on the app is running. */
export function runApp(
  electron: Electron,
  { context, session, openRequests, log, own }: RunAppOptions,
): void {
  const { app, Menu } = electron
  const { handlers, library } = session
  const assets = createAssetFolder(join(library.home, 'assets'))
  const thumbnails = createThumbnails({
    home: library.home,
    assets: library.assets({ folder: library.home }),
  })

  const files = { page: readPage(context.page), assets, thumbnails, session }
  electron.protocol.handle(SCHEME, (request) => serveApp(request, files))
  denyPermissions(electron.session)
  askWhereToSave(electron.session)

  const mac = context.platform === 'darwin'
  const window = createWindow(electron, {
    preload: context.preload,
    statePath: join(own, 'window.json'),
    log,
    now: context.now,
    onPageGone: () => pageEvents.gone(),
    mayClose() {
      if (mac || quitting.isClosing()) return true
      // The app ends with its last window, which is confirmed first.
      app.quit()
      return false
    },
  })
  const quitting = createQuitting(electron, {
    rows: async () => handlers['run.list']({}),
    onFault: (thrown) => log.error('end.failed', { error: thrown }),
    async close() {
      await window.close()
      stopFollowing()
      stopNotifying()
      await session.close()
      log.info('end')
      await log.flush()
    },
  })
  const stopNotifying = session.subscribe((event) => window.notify(event))
  const stopFollowing = followRuns(electron, session.subscribe, window)

  const setMenu = (commands: readonly ShellCommand[]): void =>
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(commands, acts, context.platform)))
  const pageEvents = createPageEvents((event) => window.notify(event), setMenu)
  const open = createOpening(electron, context, session.registry, window, pageEvents)
  const acts = createMenuActs(electron, { mac, window, pageEvents, log, openFile: open.pickFile })
  setMenu([])
  serveIpc(electron, {
    ...handlers,
    'log.show'() {
      acts.showLog()
      return { lines: null }
    },
    ...createShellHandlers(electron, {
      open: async (sha256) => handlers['asset.open']({ sha256 }),
      assets,
      thumbnails,
      window,
      folder: session.imageFolder,
      onCommands: (commands) => pageEvents.opened(commands),
    }),
  })

  followSystem(electron, { mac, window, quitting, log })
  window.show()
  openRequests.subscribe((request) => void open.handleRequest(request))
  void checkForUpdates({
    isPackaged: app.isPackaged,
    policy: policyOf(context.updates, context.env),
    load: context.loadUpdater,
    log,
    announce: (version) => pageEvents.notify({ type: 'update.available', version }),
  })
}

/** Opens files for the page: on requests of the system, and those that the user picks. */
function createOpening(
  { app, dialog }: Electron,
  { platform }: AppContext,
  registry: OpenedSession['registry'],
  window: Window,
  pageEvents: PageEvents,
) {
  const find: FindWorkflow = (bytes, name) => Promise.resolve(findWorkflow(bytes, name, registry()))

  async function handleRequest(request: OpenRequest): Promise<void> {
    window.show()
    try {
      pageEvents.notify(await openRequest(request, find))
      // No Linux desktop has such a list for an app.
      if (request.open === 'file' && platform !== 'linux') app.addRecentDocument(request.path)
    } catch (thrown) {
      const { message } = toAppError(thrown)
      await dialog.showMessageBox({ type: 'error', message: 'This cannot be opened', detail: message })
    }
  }

  async function pickFile(): Promise<void> {
    const { canceled, filePaths } = await dialog.showOpenDialog({
      properties: ['openFile', 'multiSelections'],
      filters: [workflowFilter, pictureFilter],
    })
    if (!canceled) for (const path of filePaths) await handleRequest({ open: 'file', path })
  }

  return { handleRequest, pickFile }
}

interface MenuActsOptions {
  readonly mac: boolean
  readonly window: Window
  readonly pageEvents: PageEvents
  readonly log: FileLog
  readonly openFile: () => Promise<void>
}

const createMenuActs = (
  { Menu, shell }: Electron,
  { mac, window, pageEvents, log, openFile }: MenuActsOptions,
) => ({
  choose(id: string) {
    window.show()
    pageEvents.notify({ type: 'command', id })
  },
  editText(act: 'undo' | 'redo' | 'selectAll') {
    // A system dialog has the focus, with its own fields.
    if (mac && !window.hasFocus()) Menu.sendActionToFirstResponder(`${act}:`)
    else window.withContents((contents) => contents[act]())
  },
  openFile: () => void openFile().catch((thrown: unknown) => log.warn('file.unopened', { error: thrown })),
  showLog: () => shell.showItemInFolder(log.folder),
  hasFocus: () => window.hasFocus(),
})

function followSystem(
  { app, powerMonitor }: Electron,
  {
    mac,
    window,
    quitting,
    log,
  }: { readonly mac: boolean; readonly window: Window; readonly quitting: Quitting; readonly log: FileLog },
): void {
  app.on('second-instance', () => window.show())
  app.on('activate', () => window.show())
  app.on('window-all-closed', () => {
    if (!mac) app.quit()
  })
  app.on('child-process-gone', (_, { type, reason }) => log.error('process.gone', { type, reason }))
  // The jobs' clock checks the time itself: a sleeper wakes within its longest tick after the machine does.
  powerMonitor.on('suspend', () => log.info('machine.asleep'))
  powerMonitor.on('resume', () => log.info('machine.awake'))
  powerMonitor.on('shutdown', (event) => {
    event?.preventDefault()
    quitting.hurry()
  })
}
