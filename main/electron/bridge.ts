import type { IpcRenderer } from 'electron'
import { channelOf, EVENTS } from './channels.ts'

/** What the page sees of its host: the surface that the browser host's socket has, and nothing of Electron. */
export interface Bridge {
  /** Resolves with `{ output }` or `{ error }`; rejects for a name that is no request. */
  request(name: string, input: unknown): Promise<unknown>
  /** Calls back with every event; answers with the way to stop. */
  subscribe(listener: (event: unknown) => void): () => void
}

/** Only what stands in `names` is ever sent: the page cannot make up a channel. */
export function createBridge(
  renderer: Pick<IpcRenderer, 'invoke' | 'on' | 'removeListener'>,
  names: readonly string[],
): Bridge {
  const allowed = new Set(names)
  return {
    request(name, input) {
      if (!allowed.has(name)) return Promise.reject(new Error('There is no such request.'))
      return renderer.invoke(channelOf(name), input)
    },
    subscribe(listener) {
      // The event object of Electron stays on this side.
      const onMessage = (_: unknown, event: unknown): void => listener(event)
      renderer.on(EVENTS, onMessage)
      return () => void renderer.removeListener(EVENTS, onMessage)
    },
  }
}
