import type {
  App,
  BrowserWindow,
  BrowserWindowConstructorOptions,
  Dialog,
  DownloadItem,
  IpcMain,
  MenuItemConstructorOptions,
  NativeTheme,
  Notification,
  NotificationConstructorOptions,
  Protocol,
  SafeStorage,
  Screen,
  Session,
  Shell,
  WebContents,
} from 'electron'

/** An event whose usual effect can be prevented. */
export interface Preventable {
  preventDefault(): void
}

/** A picture as Electron holds it: only ever handed back to it. */
export type Icon = ReturnType<typeof import('electron').nativeImage.createFromBuffer>

/** The contents of a window. */
export interface Contents extends Pick<
  WebContents,
  'redo' | 'reload' | 'selectAll' | 'send' | 'setWindowOpenHandler' | 'startDrag' | 'undo'
> {
  on(event: 'will-navigate', listener: (event: Preventable & { readonly url: string }) => void): unknown
  on(event: 'will-redirect', listener: (event: Preventable & { readonly url: string }) => void): unknown
  on(event: 'will-frame-navigate', listener: (event: Preventable & { readonly url: string }) => void): unknown
  on(event: 'will-attach-webview', listener: (event: Preventable) => void): unknown
  on(
    event: 'render-process-gone',
    listener: (event: unknown, details: { readonly reason: string; readonly exitCode: number }) => void,
  ): unknown
}

/** A window, as far as it is used. */
export interface ShellWindow extends Pick<
  BrowserWindow,
  | 'close'
  | 'destroy'
  | 'focus'
  | 'getNormalBounds'
  | 'isDestroyed'
  | 'isFocused'
  | 'isMaximized'
  | 'isMinimized'
  | 'loadURL'
  | 'maximize'
  | 'restore'
  | 'setProgressBar'
  | 'show'
> {
  readonly webContents: Contents
  on(event: 'close', listener: (event: Preventable) => void): unknown
  on(event: 'closed', listener: () => void): unknown
  on(event: 'resize', listener: () => void): unknown
  on(event: 'move', listener: () => void): unknown
  once(event: 'ready-to-show', listener: () => void): unknown
}

interface ShellApp extends Pick<
  App,
  | 'addRecentDocument'
  | 'clearRecentDocuments'
  | 'exit'
  | 'isPackaged'
  | 'quit'
  | 'requestSingleInstanceLock'
  | 'setAboutPanelOptions'
  | 'setAppUserModelId'
  | 'setAsDefaultProtocolClient'
  | 'setPath'
  | 'whenReady'
> {
  on(event: 'open-file', listener: (event: Preventable, path: string) => void): unknown
  on(event: 'open-url', listener: (event: Preventable, link: string) => void): unknown
  on(
    event: 'second-instance',
    listener: (event: unknown, words: string[], folder: string) => void,
  ): unknown
  on(event: 'activate', listener: () => void): unknown
  on(event: 'before-quit', listener: (event: Preventable) => void): unknown
  on(event: 'window-all-closed', listener: () => void): unknown
  on(
    event: 'child-process-gone',
    listener: (event: unknown, details: { readonly type: string; readonly reason: string }) => void,
  ): unknown
}

/**
 * The part of Electron that is used, lent in: no module here but the entries imports `electron` itself, so that each can be
 * tested under Node. A test holds it against Electron's own types.
 */
export interface Electron {
  readonly app: ShellApp
  readonly BrowserWindow: new (options: BrowserWindowConstructorOptions) => ShellWindow
  readonly dialog: Pick<Dialog, 'showErrorBox' | 'showOpenDialog'> & {
    showMessageBox(options: Parameters<Dialog['showMessageBox']>[1]): ReturnType<Dialog['showMessageBox']>
  }
  readonly ipcMain: Pick<IpcMain, 'handle'>
  readonly Menu: {
    buildFromTemplate(template: MenuItemConstructorOptions[]): Electron.Menu
    setApplicationMenu(menu: Electron.Menu | null): void
    sendActionToFirstResponder(action: string): void
  }
  readonly nativeImage: { createFromBuffer(bytes: Buffer): Icon }
  readonly nativeTheme: Pick<NativeTheme, 'shouldUseDarkColors'>
  readonly Notification: {
    new (options: NotificationConstructorOptions): Pick<Notification, 'show'> & {
      on(event: 'click', listener: () => void): unknown
    }
    isSupported(): boolean
  }
  readonly powerMonitor: {
    on(event: 'suspend', listener: () => void): unknown
    on(event: 'resume', listener: () => void): unknown
    on(event: 'shutdown', listener: (event: Preventable) => void): unknown
  }
  readonly protocol: Pick<Protocol, 'handle' | 'registerSchemesAsPrivileged'>
  readonly safeStorage: Pick<
    SafeStorage,
    'decryptString' | 'encryptString' | 'getSelectedStorageBackend' | 'isEncryptionAvailable'
  >
  readonly screen: { getAllDisplays(): readonly Pick<ReturnType<Screen['getAllDisplays']>[number], 'workArea'>[] }
  readonly session: {
    readonly defaultSession: Pick<
      Session,
      'setDevicePermissionHandler' | 'setPermissionCheckHandler' | 'setPermissionRequestHandler'
    > & {
      on(
        event: 'will-download',
        listener: (
          event: unknown,
          item: Pick<DownloadItem, 'getFilename' | 'setSaveDialogOptions'>,
        ) => void,
      ): unknown
    }
  }
  readonly shell: Pick<Shell, 'openExternal' | 'showItemInFolder'>
}
