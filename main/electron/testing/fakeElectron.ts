import type { BrowserWindowConstructorOptions, NotificationConstructorOptions } from 'electron'
import type { Electron, MenuEntry, Sender } from '../electron.ts'
import type { FakeWindow } from './fakeWindow.ts'
import { createFakeWindow } from './fakeWindow.ts'
import type { FakeEmitter } from './fakeEmitter.ts'
import { createFakeEmitter } from './fakeEmitter.ts'

type ShellSession = Electron['session']['defaultSession']

export interface FakeElectronOptions {
  /** Whether another instance has the library. */
  readonly second?: boolean
  readonly packaged?: boolean
  /** The system's secret store; null: there is none. */
  readonly backend?: ReturnType<Electron['safeStorage']['getSelectedStorageBackend']> | null
  /** The user's answers to dialogs, in order; 0 after the last. */
  readonly answers?: readonly number[]
  /** The user's choice in the file dialog. */
  readonly picks?: readonly string[]
  /** Called with what is sent to a page. */
  readonly onSend?: (channel: string, event: unknown) => void
}

/** The used part of Electron, without a screen, with a record of the app's calls. */
export interface FakeElectron {
  readonly electron: Electron
  readonly calls: unknown[]
  readonly app: FakeEmitter
  readonly power: FakeEmitter
  readonly downloads: FakeEmitter
  readonly windows: FakeWindow[]
  /** The menus that were set, the newest last. */
  readonly menus: MenuEntry[][]
  readonly dialogs: unknown[]
  readonly notes: (NotificationConstructorOptions & { readonly events: FakeEmitter })[]
  /** The handlers that were set on the session, by name. */
  readonly session: {
    request: Parameters<ShellSession['setPermissionRequestHandler']>[0] | null
    check: Parameters<ShellSession['setPermissionCheckHandler']>[0] | null
    device: Parameters<ShellSession['setDevicePermissionHandler']>[0] | null
  }
  readonly channels: ReadonlyMap<string, (event: Sender, input: unknown) => Promise<unknown>>
  /** Resolves once `holds` returns true; checked now, and after each of the app's calls to Electron. */
  until(holds: () => boolean): Promise<void>
  /** Asks `app://` as a page does. */
  fetch(url: string, method?: string): Promise<Response>
}

const UNCHANGED = 0x2a

/** Not a cipher: the stored text only must not be the plain text. */
const scramble = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ UNCHANGED))

export function createFakeElectron(options: FakeElectronOptions = {}): FakeElectron {
  const { second = false, packaged = false, backend = 'gnome_libsecret', answers = [], picks = [] } = options
  const [app, power, downloads] = [createFakeEmitter(), createFakeEmitter(), createFakeEmitter()]
  const calls: unknown[] = []
  const watchers = new Set<() => void>()
  const look = (): void => watchers.forEach((again) => again())
  const record = (...words: readonly unknown[]): void => {
    calls.push(words)
    look()
  }
  const dialogs: unknown[] = []
  const windows: FakeWindow[] = []
  const menus: MenuEntry[][] = []
  const notes: FakeElectron['notes'] = []
  const session: FakeElectron['session'] = { request: null, check: null, device: null }
  const channels = new Map<string, (event: Sender, input: unknown) => Promise<unknown>>()
  const left = [...answers]
  let serve: ((request: Request) => Response | Promise<Response>) | null = null
  const call =
    (name: string) =>
    (...args: readonly unknown[]): void =>
      record(name, ...args)
  const listen =
    (emitter: FakeEmitter) =>
    (event: string, listener: (...args: never[]) => unknown): void =>
      emitter.on(event, listener)

  class Notification {
    readonly #options: NotificationConstructorOptions
    readonly #events = createFakeEmitter()
    constructor(given: NotificationConstructorOptions) {
      this.#options = given
    }
    on(event: string, listener: () => void): void {
      this.#events.on(event, listener)
    }
    show(): void {
      notes.push({ ...this.#options, events: this.#events })
    }
    static isSupported(): boolean {
      return true
    }
  }

  const openFake: unknown = function openFake(given: BrowserWindowConstructorOptions) {
    const fake = createFakeWindow(given, options.onSend)
    windows.push(fake)
    look()
    return fake.window
  }

  const electron: Electron = {
    app: {
      isPackaged: packaged,
      addRecentDocument: call('addRecentDocument'),
      exit: call('exit'),
      quit() {
        record('quit')
        void app.happen('before-quit', { preventDefault: () => record('stayed') })
      },
      requestSingleInstanceLock: () => !second,
      setAboutPanelOptions: call('setAboutPanelOptions'),
      setAppUserModelId: call('setAppUserModelId'),
      setAsDefaultProtocolClient(scheme) {
        record('setAsDefaultProtocolClient', scheme)
        return true
      },
      setPath: call('setPath'),
      whenReady() {
        record('whenReady')
        return Promise.resolve()
      },
      on: listen(app),
    },
    // The cast: what is built with `new` is what the function returns.
    BrowserWindow: openFake as Electron['BrowserWindow'],
    dialog: {
      showErrorBox: (title, content) => void dialogs.push([title, content]),
      showMessageBox(given) {
        dialogs.push(given)
        return Promise.resolve({ response: left.shift() ?? 0, checkboxChecked: false })
      },
      showOpenDialog(given) {
        dialogs.push(given)
        return Promise.resolve({ canceled: picks.length === 0, filePaths: [...picks] })
      },
    },
    ipcMain: { handle: (channel, listener) => void channels.set(channel, listener) },
    Menu: {
      buildFromTemplate: (template) => template,
      // The cast: it is what was built just above.
      setApplicationMenu: (menu) => void menus.push(menu as MenuEntry[]),
      sendActionToFirstResponder: call('sendActionToFirstResponder'),
    },
    nativeImage: { createFromBuffer: (bytes) => ({ icon: bytes.length > 0 }) },
    nativeTheme: { shouldUseDarkColors: true },
    Notification,
    powerMonitor: { on: listen(power) },
    protocol: {
      registerSchemesAsPrivileged: call('registerSchemesAsPrivileged'),
      handle: (_scheme, handler) => void (serve = handler),
    },
    safeStorage: {
      isEncryptionAvailable: () => backend !== null,
      getSelectedStorageBackend: () => backend ?? 'unknown',
      encryptString: (text) => scramble(Buffer.from(text)),
      decryptString: (bytes) => scramble(bytes).toString(),
    },
    screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
    session: {
      defaultSession: {
        setPermissionRequestHandler: (handler) => void (session.request = handler),
        setPermissionCheckHandler: (handler) => void (session.check = handler),
        setDevicePermissionHandler: (handler) => void (session.device = handler),
        on: listen(downloads),
      },
    },
    shell: {
      openExternal(url) {
        record('openExternal', url)
        return Promise.resolve()
      },
      openPath(path) {
        record('openPath', path)
        return Promise.resolve('')
      },
      showItemInFolder: call('showItemInFolder'),
    },
  }
  return {
    electron,
    calls,
    app,
    power,
    downloads,
    windows,
    menus,
    dialogs,
    notes,
    session,
    channels,
    until: (holds) =>
      new Promise((resolve) => {
        const again = (): void => {
          if (!holds()) return
          watchers.delete(again)
          resolve()
        }
        watchers.add(again)
        again()
      }),
    async fetch(url, method = 'GET') {
      if (serve === null) throw new Error('nothing serves app:// yet')
      return serve(new Request(url, { method }))
    },
  }
}
