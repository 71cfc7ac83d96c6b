import { endedBy } from '#shared/endedBy.ts'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Clock } from '#shared/services.ts'
import type { HostLimits } from './limits.ts'

/** Connections that have not shown access yet: any program on this machine can open them. */
export interface Unauthenticated {
  /** A connection was opened. If there are too many, the one that has waited longest is closed. */
  meet(socket: Duplex): void
  /** A complete request has arrived; until it is answered, its connection is not closed for its age. */
  onRequest(request: IncomingMessage, response: ServerResponse): void
  /** The client has access: the connection is no longer counted here. */
  trust(socket: Duplex): void
}

export interface UnauthenticatedOptions {
  readonly limits: Pick<HostLimits, 'unauthenticated' | 'unauthenticatedTime'>
  readonly clock: Pick<Clock, 'sleep'>
}

/** So that they never take the places of clients with access: see `HostLimits.unauthenticated`. */
export function createUnauthenticated({ limits, clock }: UnauthenticatedOptions): Unauthenticated {
  /** In the order of their arrival, each with a function that stops its timer. */
  const waiting = new Map<Duplex, AbortController>()

  function forget(socket: Duplex): void {
    waiting.get(socket)?.abort()
    waiting.delete(socket)
  }

  function wait(socket: Duplex): void {
    waiting.get(socket)?.abort()
    const left = new AbortController()
    waiting.set(socket, left)
    clock.sleep(limits.unauthenticatedTime, left.signal).then(
      () => socket.destroy(),
      // It has closed, sent a request, or shown access: the timer no longer applies.
      endedBy(left.signal),
    )
  }

  return {
    meet(socket) {
      const [oldest] = waiting.keys()
      if (waiting.size >= limits.unauthenticated && oldest !== undefined) {
        forget(oldest)
        oldest.destroy()
      }
      socket.once('close', () => forget(socket))
      wait(socket)
    },
    onRequest({ socket }, response) {
      waiting.get(socket)?.abort()
      response.once('close', () => {
        if (waiting.has(socket) && !socket.destroyed) wait(socket)
      })
    },
    trust: forget,
  }
}
