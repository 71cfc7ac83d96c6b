import type {
  App,
  BrowserWindow,
  BrowserWindowConstructorOptions,
  Dialog,
  MessageBoxOptions,
  MessageBoxReturnValue,
  NativeTheme,
  NotificationConstructorOptions,
  OpenDialogOptions,
  OpenDialogReturnValue,
  Protocol,
  Rectangle,
  SafeStorage,
  SaveDialogOptions,
  Shell,
  WebContents,
} from 'electron'

/** An event whose usual effect can be prevented. */
export interface Preventable {
  preventDefault(): void
}

/** A picture as Electron holds it: only ever passed back to it. */
export type Icon = unknown

/** The frame of a call; null if it is gone. */
export interface Sender {
  readonly senderFrame: { readonly parent: unknown; readonly origin: string } | null
}

/** An entry of a menu. `registerAccelerator: false`: its keys are shown there, and handled elsewhere. */
export interface MenuEntry {
  readonly label?: string
  readonly role?:
    | 'about'
    | 'clearRecentDocuments'
    | 'close'
    | 'copy'
    | 'cut'
    | 'front'
    | 'help'
    | 'hide'
    | 'hideOthers'
    | 'minimize'
    | 'paste'
    | 'quit'
    | 'recentDocuments'
    | 'redo'
    | 'selectAll'
    | 'services'
    | 'togglefullscreen'
    | 'undo'
    | 'unhide'
    | 'window'
    | 'zoom'
  readonly type?: 'separator'
  readonly accelerator?: string
  readonly registerAccelerator?: boolean
  readonly submenu?: MenuEntry[]
  readonly click?: (
    item: unknown,
    window: unknown,
    event: { readonly triggeredByAccelerator?: boolean },
  ) => void
}

/** A page is about to navigate elsewhere. */
type Leading = Preventable & { readonly url: string }

/** The contents of a window. */
export interface Contents extends Pick<
  WebContents,
  'redo' | 'reload' | 'selectAll' | 'setWebRTCIPHandlingPolicy' | 'undo'
> {
  send(channel: string, event: unknown): void
  /** Every other window is denied. */
  setWindowOpenHandler(handler: (details: { readonly url: string }) => { action: 'deny' }): void
  on(event: 'will-navigate', listener: (event: Leading) => void): unknown
  on(event: 'will-redirect', listener: (event: Leading) => void): unknown
  on(event: 'will-frame-navigate', listener: (event: Leading) => void): unknown
  on(event: 'will-attach-webview', listener: (event: Preventable) => void): unknown
  on(
    event: 'render-process-gone',
    listener: (event: unknown, details: { readonly reason: string; readonly exitCode: number }) => void,
  ): unknown
  startDrag(item: { readonly file: string; readonly icon: Icon }): void
}

/** The used part of a window. */
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
  once(event: 'ready-to-show', listener: () => void): unknown
}

export interface ShellApp extends Pick<
  App,
  | 'addRecentDocument'
  | 'exit'
  | 'isPackaged'
  | 'quit'
  | 'requestSingleInstanceLock'
  | 'setAboutPanelOptions'
  | 'setAppUserModelId'
  | 'setAsDefaultProtocolClient'
  | 'setPath'
> {
  whenReady(): Promise<void>
  on(event: 'open-file', listener: (event: Preventable, path: string) => void): unknown
  on(event: 'open-url', listener: (event: Preventable, link: string) => void): unknown
  on(
    event: 'second-instance',
    listener: (event: unknown, args: readonly string[], folder: string) => void,
  ): unknown
  on(event: 'activate', listener: () => void): unknown
  on(event: 'before-quit', listener: (event: Preventable) => void): unknown
  on(event: 'window-all-closed', listener: () => void): unknown
  on(
    event: 'child-process-gone',
    listener: (event: unknown, details: { readonly type: string; readonly reason: string }) => void,
  ): unknown
}

export interface ShellSession {
  setPermissionRequestHandler(
    handler: (
      contents: unknown,
      permission: string,
      answer: (granted: boolean) => void,
      details: { readonly requestingUrl: string },
    ) => void,
  ): void
  setPermissionCheckHandler(handler: (contents: unknown, permission: string, origin: string) => boolean): void
  setDevicePermissionHandler(handler: () => boolean): void
  on(event: 'will-download', listener: (event: unknown, item: Download) => void): unknown
}

/** A download of the page. */
export interface Download {
  getFilename(): string
  setSaveDialogOptions(options: SaveDialogOptions): void
}

/**
 * The used part of Electron, injected: only the entries import `electron` itself, so that every other module can be
 * tested under Node. A test compares it with Electron's own types.
 */
export interface Electron {
  readonly app: ShellApp
  readonly BrowserWindow: new (options: BrowserWindowConstructorOptions) => ShellWindow
  readonly dialog: Pick<Dialog, 'showErrorBox'> & {
    showMessageBox(options: MessageBoxOptions): Promise<MessageBoxReturnValue>
    showOpenDialog(options: OpenDialogOptions): Promise<OpenDialogReturnValue>
  }
  readonly ipcMain: {
    handle(channel: string, listener: (event: Sender, input: unknown) => Promise<unknown>): void
  }
  readonly Menu: {
    buildFromTemplate(template: MenuEntry[]): unknown
    setApplicationMenu(menu: unknown): void
    sendActionToFirstResponder(action: string): void
  }
  readonly nativeImage: { createFromBuffer(bytes: Buffer): Icon }
  readonly nativeTheme: Pick<NativeTheme, 'shouldUseDarkColors'>
  readonly Notification: {
    new (options: NotificationConstructorOptions): {
      show(): void
      on(event: 'click', listener: () => void): unknown
    }
    isSupported(): boolean
  }
  readonly powerMonitor: {
    on(event: 'suspend', listener: () => void): unknown
    on(event: 'resume', listener: () => void): unknown
    /** On Linux and macOS. If it is prevented, the system waits for the app for a while. */
    on(event: 'shutdown', listener: (event?: Preventable) => void): unknown
  }
  readonly protocol: Pick<Protocol, 'handle' | 'registerSchemesAsPrivileged'>
  readonly safeStorage: Pick<
    SafeStorage,
    'decryptString' | 'encryptString' | 'getSelectedStorageBackend' | 'isEncryptionAvailable'
  >
  readonly screen: { getAllDisplays(): readonly { readonly workArea: Rectangle }[] }
  readonly session: { readonly defaultSession: ShellSession }
  readonly shell: Pick<Shell, 'openExternal' | 'openPath' | 'showItemInFolder'>
}
