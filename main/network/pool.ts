import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { http } from '../platform/http.ts'

/** More than one account has in progress: one slow answer delays no other call. */
const SOCKETS = 32

/** Node's pool, with connections from `open`. */
export class Pool extends http.Agent {
  readonly #open: () => Promise<Socket>

  constructor(open: () => Promise<Socket>) {
    super({ keepAlive: true, maxSockets: SOCKETS, maxFreeSockets: SOCKETS })
    this.#open = open
  }

  override createConnection(
    _options: unknown,
    ready?: (error: Error | null, socket: Duplex) => void,
  ): undefined {
    this.#open().then(
      (socket) => ready?.(null, socket),
      // Node passes the error first and then no socket; its types only cover success.
      (error: Error) => (ready as ((error: Error) => void) | undefined)?.(error),
    )
    return undefined
  }
}
