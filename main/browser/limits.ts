/** How much of what this host takes. Sizes in bytes, times in milliseconds. */
export interface HostLimits {
  /** All headers of a request together. */
  readonly headers: number
  /** The body of the one request that has one. */
  readonly body: number
  /** One message over a socket: a picture in base64, or the largest workflow. */
  readonly message: number
  /** What waits to be read by a page. One that reads no more is let go: it connects again, and asks. */
  readonly unread: number
  readonly connections: number
  /** Connections on which nobody has shown that he may use this host: the other places are left for those who have. */
  readonly strangers: number
  readonly sockets: number
  /** Requests of one socket that are not answered yet. */
  readonly pending: number
  readonly headersTime: number
  /** How long such a connection may be without a whole request. */
  readonly strangerTime: number
  readonly requestTime: number
  readonly idleTime: number
  /** Between two looks at who keeps a connection waiting. */
  readonly checkTime: number
  /** Between two pings; who has not answered one by the next is gone. */
  readonly pingTime: number
}

export const defaultLimits: HostLimits = {
  headers: 16 * 2 ** 10,
  body: 2 ** 10,
  message: 24 * 2 ** 20,
  unread: 64 * 2 ** 20,
  connections: 256,
  strangers: 64,
  sockets: 32,
  pending: 256,
  headersTime: 10_000,
  strangerTime: 2_000,
  requestTime: 20_000,
  idleTime: 10_000,
  checkTime: 5_000,
  pingTime: 30_000,
}
