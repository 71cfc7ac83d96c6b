import type { IpcRenderer } from 'electron'
import { EVENTS, REQUESTS } from './channels.ts'

/** What the page sees of its host: one way for messages, and nothing of Electron. */
export interface Bridge {
  /** Resolves with the answer to a request. */
  send(message: unknown): Promise<unknown>
  /** Calls back with every event; answers with the way to stop. */
  subscribe(listener: (event: unknown) => void): () => void
}

/** The page cannot name a channel: there is one to ask on, and one to listen to. */
export const createBridge = (renderer: Pick<IpcRenderer, 'invoke' | 'on' | 'removeListener'>): Bridge => ({
  send: (message) => renderer.invoke(REQUESTS, message),
  subscribe(listener) {
    // The event object of Electron stays on this side.
    const onMessage = (_: unknown, event: unknown): void => listener(event)
    renderer.on(EVENTS, onMessage)
    return () => void renderer.removeListener(EVENTS, onMessage)
  },
})
