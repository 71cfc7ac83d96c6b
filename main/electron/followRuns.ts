import type { HostEvent } from '#shared/api/contract.ts'
import type { Electron } from './electron.ts'
import type { Window } from './openWindow.ts'
import { createRunMeter } from './runMeter.ts'

/**
 * Shows the progress of runs on the dock, and notifies users who look elsewhere that one has ended or waits for them.
 */
export function followRuns(
  { Notification }: Pick<Electron, 'Notification'>,
  subscribe: (listener: (event: HostEvent) => void) => () => void,
  window: Pick<Window, 'hasFocus' | 'show' | 'showProgress'>,
): () => void {
  const meter = createRunMeter()
  return subscribe((event) => {
    const notices = meter.onEvent(event)
    if (event.type === 'run.events' || event.type === 'runs.changed') window.showProgress(meter.progress())
    if (window.hasFocus() || !Notification.isSupported()) return
    for (const { title, body } of notices) {
      const notification = new Notification({ title, body })
      notification.on('click', () => window.show())
      notification.show()
    }
  })
}
