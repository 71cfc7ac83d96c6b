/** The limits of this host. Sizes in bytes, times in milliseconds. */
export interface HostLimits {
  /** All headers of a request together. */
  readonly headers: number
  /** The body of the request for a session. Uploads have the limit of the asset store. */
  readonly body: number
  /** One message over a socket: at most the largest workflow. */
  readonly message: number
  /** Data that a page has not read yet. A page that stops reading is disconnected: it connects again and asks. */
  readonly unread: number
  readonly connections: number
  /** Connections that have not shown access yet: the other places are reserved for those that have. */
  readonly unauthenticated: number
  readonly sockets: number
  /** Unanswered requests of one socket. */
  readonly pending: number
  readonly headersTime: number
  /** How long such a connection may be without a complete request. */
  readonly unauthenticatedTime: number
  /** A whole request: the upload of a large film takes a while. */
  readonly requestTime: number
  readonly idleTime: number
  /** The interval of checks for slow connections. */
  readonly checkTime: number
  /** The interval of pings; a connection that has not answered one by the next is closed. */
  readonly pingTime: number
}

export const defaultLimits: HostLimits = {
  headers: 16 * 2 ** 10,
  body: 2 ** 10,
  message: 24 * 2 ** 20,
  unread: 64 * 2 ** 20,
  connections: 256,
  unauthenticated: 64,
  sockets: 32,
  pending: 256,
  headersTime: 10_000,
  unauthenticatedTime: 2_000,
  requestTime: 600_000,
  idleTime: 10_000,
  checkTime: 5_000,
  pingTime: 30_000,
}
