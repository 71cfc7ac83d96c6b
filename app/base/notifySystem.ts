/** Whether the person was not asked yet: only an act of theirs may bring the browser's question up. */
export const canRequestNotificationPermission = (): boolean =>
  typeof Notification !== 'undefined' && Notification.permission === 'default'

export async function requestNotificationPermission(): Promise<void> {
  await Notification.requestPermission()
}

/** Tells a person who looks elsewhere, if they have allowed it. Clicking on it leads back. */
export function notifySystem(text: string): void {
  if (!document.hidden || typeof Notification === 'undefined' || Notification.permission !== 'granted') return
  const shown = new Notification('Patchbay', { body: text, tag: 'patchbay-run' })
  shown.addEventListener('click', () => {
    window.focus()
    shown.close()
  })
}
