import type { HostEvent } from '#shared/api/contract.ts'
import type { Log } from '#shared/services.ts'
import { EVENTS } from './channels.ts'
import type { Electron, ShellWindow } from './electron.ts'
import { guardWindow } from './guardWindow.ts'
import { ORIGIN } from './origin.ts'
import { windowOptions } from './windowOptions.ts'
import { saveWindowState, readWindowState } from './windowState.ts'

/** The one window, there or not: the runs do not depend on it. */
export interface Window {
  /** Opens it, or brings it to the front. */
  show(): void
  /** Tells the page, where there is one. */
  notify(event: HostEvent): void
  hasFocus(): boolean
  /** From 0 to 1; null: nothing goes on. */
  showProgress(progress: number | null): void
  /** What is done in the window that is there. */
  withContents(act: (contents: ShellWindow['webContents']) => void): void
  /** Lets it go; resolves when it is gone. */
  close(): Promise<void>
}

export interface WindowOptions {
  readonly preload: string
  /** Where is kept how it stood. */
  readonly statePath: string
  readonly log: Log
  readonly now: () => number
  /** The person closes it. False keeps it. */
  readonly mayClose: () => boolean
  /** Its page is gone, and with it what it has told. */
  readonly onPageGone: () => void
}

/** So many times in so many milliseconds a page is loaded again that has died. */
const TRIES = 3
const SPAN = 60_000

type Parts = Pick<Electron, 'app' | 'BrowserWindow' | 'dialog' | 'nativeTheme' | 'screen' | 'shell'>

export function createWindow(electron: Parts, options: WindowOptions): Window {
  const { log, now, statePath } = options
  let window: ShellWindow | null = null
  let deaths: readonly number[] = []

  function open(): ShellWindow {
    const screens = electron.screen.getAllDisplays().map(({ workArea }) => workArea)
    const state = readWindowState(statePath, screens)
    const opened = new electron.BrowserWindow(
      windowOptions(
        state,
        options.preload,
        electron.nativeTheme.shouldUseDarkColors,
        electron.app.isPackaged,
      ),
    )
    guardWindow(opened.webContents, electron)
    if (state.maximized) opened.maximize()
    opened.once('ready-to-show', () => opened.show())
    opened.on('close', (event) => {
      if (!options.mayClose()) return event.preventDefault()
      saveWindowState(statePath, opened.getNormalBounds(), opened.isMaximized()).catch((thrown: unknown) =>
        log.warn('window.unkept', { error: thrown }),
      )
    })
    opened.on('closed', () => {
      window = null
      options.onPageGone()
    })
    opened.webContents.on('render-process-gone', (_, { reason, exitCode }) => {
      options.onPageGone()
      if (reason === 'clean-exit') return
      log.error('page.gone', { reason, exitCode })
      void revive(opened)
    })
    load(opened)
    return opened
  }

  const load = (opened: ShellWindow): void => {
    opened.loadURL(`${ORIGIN}/`).catch((thrown: unknown) => log.error('page.unloaded', { error: thrown }))
  }

  /** What runs, runs here: a fresh page finds it all again. */
  async function revive(opened: ShellWindow): Promise<void> {
    const at = now()
    deaths = [...deaths.filter((one) => at - one < SPAN), at]
    if (deaths.length > TRIES) {
      const { response } = await electron.dialog.showMessageBox({
        type: 'error',
        message: 'The editor has stopped several times',
        detail:
          'Runs go on, and what was on the canvas is kept. Load it again, or close it and send the log with a report.',
        buttons: ['Load again', 'Close'],
        defaultId: 0,
        cancelId: 1,
      })
      if (response !== 0) return opened.isDestroyed() ? undefined : opened.destroy()
      deaths = []
    }
    if (!opened.isDestroyed()) opened.webContents.reload()
  }

  return {
    show() {
      if (window === null || window.isDestroyed()) {
        window = open()
        return
      }
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    },
    notify(event) {
      if (window !== null && !window.isDestroyed()) window.webContents.send(EVENTS, event)
    },
    hasFocus: () => window !== null && !window.isDestroyed() && window.isFocused(),
    showProgress(progress) {
      // -1 takes the bar away.
      if (window !== null && !window.isDestroyed()) window.setProgressBar(progress ?? -1)
    },
    withContents(act) {
      if (window !== null && !window.isDestroyed()) act(window.webContents)
    },
    async close() {
      const closing = window
      if (closing === null || closing.isDestroyed()) return
      const { promise, resolve } = Promise.withResolvers<void>()
      closing.on('closed', resolve)
      closing.close()
      await promise
    },
  }
}
