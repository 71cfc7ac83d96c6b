import type {
  App,
  BrowserWindow,
  BrowserWindowConstructorOptions,
  Dialog,
  IpcMain,
  Menu,
  MenuItemConstructorOptions,
  NativeImage,
  Notification,
  NotificationConstructorOptions,
  PowerMonitor,
  Protocol,
  SafeStorage,
  Screen,
  Session,
  Shell,
} from 'electron'

/**
 * The part of Electron that is used, lent in: no module here but the entry imports `electron` itself, so that each can be
 * tested under Node. A test holds it against Electron's own types.
 */
export interface Electron {
  readonly app: Pick<
    App,
    | 'addRecentDocument'
    | 'exit'
    | 'getPath'
    | 'getVersion'
    | 'isPackaged'
    | 'on'
    | 'quit'
    | 'requestSingleInstanceLock'
    | 'setAboutPanelOptions'
    | 'setAsDefaultProtocolClient'
    | 'whenReady'
  >
  readonly BrowserWindow: new (options: BrowserWindowConstructorOptions) => BrowserWindow
  readonly dialog: Pick<Dialog, 'showErrorBox' | 'showMessageBox' | 'showOpenDialog' | 'showSaveDialog'>
  readonly ipcMain: Pick<IpcMain, 'handle'>
  readonly Menu: {
    buildFromTemplate(template: MenuItemConstructorOptions[]): Menu
    setApplicationMenu(menu: Menu | null): void
  }
  readonly nativeImage: { createFromPath(path: string): NativeImage }
  readonly Notification: {
    new (options: NotificationConstructorOptions): Pick<Notification, 'on' | 'show'>
    isSupported(): boolean
  }
  readonly powerMonitor: Pick<PowerMonitor, 'on'>
  readonly protocol: Pick<Protocol, 'handle' | 'registerSchemesAsPrivileged'>
  readonly safeStorage: Pick<
    SafeStorage,
    'decryptString' | 'encryptString' | 'getSelectedStorageBackend' | 'isEncryptionAvailable'
  >
  readonly screen: Pick<Screen, 'getAllDisplays'>
  readonly session: {
    readonly defaultSession: Pick<
      Session,
      | 'setPermissionCheckHandler'
      | 'setPermissionRequestHandler'
      | 'setDevicePermissionHandler'
      | 'webRequest'
    >
  }
  readonly shell: Pick<Shell, 'openExternal' | 'showItemInFolder'>
}
