import type { Contents, Electron } from './electron.ts'
import { isOwn } from './origin.ts'

/** The guarded part of a page's contents. */
export type Guarded = Pick<Contents, 'on' | 'setWebRTCIPHandlingPolicy' | 'setWindowOpenHandler'>

/**
 * Prevents navigation, other windows and guests. An external link opens in the user's browser, after they have
 * confirmed its target.
 */
export function guardWindow(contents: Guarded, { dialog, shell }: Pick<Electron, 'dialog' | 'shell'>): void {
  const stay = (event: { preventDefault(): void; readonly url: string }): void => {
    if (!isOwn(event.url)) event.preventDefault()
  }
  // The page's policy blocks it by a directive that not every Chromium knows; this way no packet bypasses a proxy in
  // any of them.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  contents.on('will-navigate', stay)
  contents.on('will-redirect', stay)
  contents.on('will-frame-navigate', stay)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    void openOutside(url, { dialog, shell })
    return { action: 'deny' }
  })
}

/** Opens an address in the user's browser if it is https and they agree. Resolves with whether it was opened. */
export async function openOutside(
  address: string,
  { dialog, shell }: Pick<Electron, 'dialog' | 'shell'>,
): Promise<boolean> {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return false
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: `Open ${url.host} in your browser?`,
    detail: url.href.length > 300 ? `${url.href.slice(0, 300)}…` : url.href,
    buttons: ['Open', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  })
  if (response !== 0) return false
  await shell.openExternal(url.href)
  return true
}
