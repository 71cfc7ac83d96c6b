import { z } from 'zod'
import type { Transport } from '#shared/api/client.ts'

/** What the desktop shell lays into the page's window. */
export interface Bridge {
  request(name: string, input: unknown): Promise<unknown>
  subscribe(listener: (event: unknown) => void): () => void
}

const Reply = z.union([z.object({ output: z.unknown() }), z.object({ error: z.unknown() })])

/** The bridge of a window, or null where the page lies in a browser. */
export function bridgeOf(window: object): Bridge | null {
  // The cast is sound: only the shell can have put it there before the page began.
  return 'patchbay' in window ? (window.patchbay as Bridge) : null
}

/** The way to the host through the desktop shell. */
export const createBridgeTransport = (bridge: Bridge): Transport => ({
  async request(name, input) {
    const reply = Reply.parse(await bridge.request(name, input))
    if ('error' in reply) throw reply.error
    return reply.output
  },
  subscribe: (listener) => bridge.subscribe(listener),
})
