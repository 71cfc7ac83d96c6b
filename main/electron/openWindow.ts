import type { HostEvent } from '#shared/api/contract.ts'
import type { Log } from '#shared/services.ts'
import { EVENTS } from './channels.ts'
import type { Electron, ShellWindow } from './electron.ts'
import { guardWindow } from './guardWindow.ts'
import { ORIGIN } from './origin.ts'
import { windowOptions } from './windowOptions.ts'
import { saveWindowState, readWindowState } from './windowState.ts'

/** The one window, open or not: the runs do not depend on it. */
export interface Window {
  /** Opens it, or brings it to the front. */
  show(): void
  /** Sends to the page, if there is one. */
  notify(event: HostEvent): void
  hasFocus(): boolean
  /** From 0 to 1; null: nothing is running. */
  showProgress(progress: number | null): void
  /** What is done in the window that is there. */
  withContents(act: (contents: ShellWindow['webContents']) => void): void
  /** Closes it; resolves when it is gone. */
  close(): Promise<void>
}

export interface WindowOptions {
  readonly preload: string
  /** The file with its position. */
  readonly statePath: string
  readonly log: Log
  readonly now: () => number
  /** The user closes it. False keeps it open. */
  readonly mayClose: () => boolean
  /** Its page is gone, with its state. */
  readonly onPageGone: () => void
}

/** A crashed page is reloaded this often within this many milliseconds. */
const TRIES = 3
const SPAN = 60_000

type Parts = Pick<Electron, 'app' | 'BrowserWindow' | 'dialog' | 'nativeTheme' | 'screen' | 'shell'>

export function createWindow(electron: Parts, options: WindowOptions): Window {
  let window: ShellWindow | null = null
  const revive = createRevival(electron.dialog, options.now)
  const there = (): ShellWindow | null => (window === null || window.isDestroyed() ? null : window)

  return {
    show() {
      const open = there()
      if (open === null) {
        window = openWindow(electron, options, revive, () => (window = null))
        return
      }
      if (open.isMinimized()) open.restore()
      open.show()
      open.focus()
    },
    notify: (event) => there()?.webContents.send(EVENTS, event),
    hasFocus: () => there()?.isFocused() === true,
    // -1 removes the bar.
    showProgress: (progress) => there()?.setProgressBar(progress ?? -1),
    withContents(act) {
      const open = there()
      if (open !== null) act(open.webContents)
    },
    async close() {
      const closing = there()
      if (closing === null) return
      const { promise, resolve } = Promise.withResolvers<void>()
      closing.on('closed', resolve)
      closing.close()
      await promise
    },
  }
}

function openWindow(
  electron: Parts,
  { log, mayClose, onPageGone, preload, statePath }: WindowOptions,
  revive: (opened: ShellWindow) => Promise<void>,
  onClosed: () => void,
): ShellWindow {
  const { app, BrowserWindow, nativeTheme, screen } = electron
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea)
  const state = readWindowState(statePath, screens)
  const opened = new BrowserWindow(
    windowOptions(state, preload, nativeTheme.shouldUseDarkColors, app.isPackaged),
  )
  guardWindow(opened.webContents, electron)
  if (state.maximized) opened.maximize()
  opened.once('ready-to-show', () => opened.show())
  opened.on('close', (event) => {
    if (!mayClose()) return event.preventDefault()
    saveWindowState(statePath, opened.getNormalBounds(), opened.isMaximized()).catch((thrown: unknown) =>
      log.warn('window.unkept', { error: thrown }),
    )
  })
  opened.on('closed', () => {
    onClosed()
    onPageGone()
  })
  opened.webContents.on('render-process-gone', (_, { reason, exitCode }) => {
    onPageGone()
    if (reason === 'clean-exit') return
    log.error('page.gone', { reason, exitCode })
    void revive(opened)
  })
  opened.loadURL(`${ORIGIN}/`).catch((thrown: unknown) => log.error('page.unloaded', { error: thrown }))
  return opened
}

/**
 * Reloads a page that has crashed, unless it crashes too often. Runs are in this process: a fresh page finds them all
 * again.
 */
function createRevival(dialog: Parts['dialog'], now: () => number): (opened: ShellWindow) => Promise<void> {
  let deaths: readonly number[] = []
  return async (opened) => {
    const at = now()
    deaths = [...deaths.filter((one) => at - one < SPAN), at]
    if (deaths.length > TRIES) {
      const { response } = await dialog.showMessageBox({
        type: 'error',
        message: 'The editor has stopped several times',
        detail:
          'Runs continue, and the canvas is saved. Reload the page, or close it and send the log with a report.',
        buttons: ['Load again', 'Close'],
        defaultId: 0,
        cancelId: 1,
      })
      if (response !== 0) return opened.isDestroyed() ? undefined : opened.destroy()
      deaths = []
    }
    if (!opened.isDestroyed()) opened.webContents.reload()
  }
}
