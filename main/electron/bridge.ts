import type { IpcRenderer } from 'electron'
import { EVENTS, REQUESTS } from './channels.ts'

/** The page's view of its host: one channel for messages, and nothing of Electron. */
export interface Bridge {
  /** Resolves with the answer to a request. */
  send(message: unknown): Promise<unknown>
  /** Calls back with every event; returns a function that unsubscribes. */
  subscribe(listener: (event: unknown) => void): () => void
}

/** The page cannot name a channel: there is one for requests, and one for events. */
export const createBridge = (renderer: Pick<IpcRenderer, 'invoke' | 'on' | 'removeListener'>): Bridge => ({
  send: (message) => renderer.invoke(REQUESTS, message),
  subscribe(listener) {
    // Electron's event object stays on this side.
    const onMessage = (_: unknown, event: unknown): void => listener(event)
    renderer.on(EVENTS, onMessage)
    return () => void renderer.removeListener(EVENTS, onMessage)
  },
})
