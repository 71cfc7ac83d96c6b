/** Whether the permission was never requested: only a user gesture may open the browser's question. */
export const canRequestNotificationPermission = (): boolean =>
  typeof Notification !== 'undefined' && Notification.permission === 'default'

export async function requestNotificationPermission(): Promise<void> {
  await Notification.requestPermission()
}

/**
 * Shows a system notification while the page is not visible, if the user has allowed it. A click leads back to the
 * page.
 */
export function notifySystem(text: string): void {
  if (!document.hidden || typeof Notification === 'undefined' || Notification.permission !== 'granted') return
  const shown = new Notification('Patchbay', { body: text, tag: 'patchbay-run' })
  shown.addEventListener('click', () => {
    window.focus()
    shown.close()
  })
}
