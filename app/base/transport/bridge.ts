import { createChannel } from '#shared/api/channel.ts'
import type { Transport } from '#shared/api/client.ts'

/** What the desktop shell exposes on the page's window. */
export interface Bridge {
  send(message: unknown): Promise<unknown>
  subscribe(listener: (event: unknown) => void): () => void
}

/** The bridge of a window, or null in a browser. */
export function bridgeOf(window: object): Bridge | null {
  // The cast is sound: only the shell can have put it there before the page's scripts ran.
  return 'patchbay' in window ? (window.patchbay as Bridge) : null
}

/** The transport to the host through the desktop shell. */
export function createBridgeTransport(bridge: Bridge): Transport & { readonly close: () => void } {
  const channel = createChannel({ send: (message) => bridge.send(message) })
  const stop = bridge.subscribe((event) => channel.receive({ event }))
  channel.open()
  return {
    request: channel.request,
    subscribe: channel.subscribe,
    close() {
      stop()
      channel.end()
    },
  }
}
