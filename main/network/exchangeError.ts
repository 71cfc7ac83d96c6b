/**
 * How far a call went: `nothing` means that no byte of the request left this machine, so that it may be sent again;
 * after `request` and `answer` the other side may have acted on it.
 */
export type Reached = 'nothing' | 'request' | 'answer'

export type ExchangeReason =
  | 'no-host'
  | 'connect'
  | 'connect-timeout'
  | 'tls'
  | 'reset'
  | 'header-timeout'
  | 'idle-timeout'
  | 'send-timeout'
  | 'total-timeout'
  | 'too-slow'
  | 'cut-off'
  | 'digest'
  | 'too-large'
  | 'encoding'
  | 'protocol'

const messages: { readonly [K in ExchangeReason]: string } = {
  'no-host': 'its name could not be looked up',
  connect: 'it could not be connected to',
  'connect-timeout': 'no connection came about in time',
  tls: 'no secure connection came about',
  reset: 'the connection broke before an answer came',
  'header-timeout': 'no answer came in time',
  'idle-timeout': 'the answer stopped in the middle',
  'send-timeout': 'sending stopped in the middle',
  'total-timeout': 'the call took too long',
  'too-slow': 'it moved too slowly',
  'cut-off': 'the answer ended before it was whole',
  digest: 'the file is not the one that its server declared',
  'too-large': 'the answer is larger than it may be',
  encoding: 'the answer could not be unpacked',
  protocol: 'the answer is not HTTP',
}

/** The failure of a call without a complete answer. Contains no header and no body that was sent. */
export class ExchangeError extends Error {
  readonly reason: ExchangeReason
  readonly reached: Reached
  /** The system's error code, such as `ECONNREFUSED`, or ''. */
  readonly systemCode: string
  /** The answer's HTTP status, if one arrived. */
  readonly status: number | null
  /** The received part of the answer's body. */
  readonly partial: string
  /** Whether the connection had served an earlier call: it may have been closed before this one began. */
  readonly reused: boolean

  constructor(
    reason: ExchangeReason,
    reached: Reached,
    details: { systemCode?: string; status?: number | null; partial?: string; reused?: boolean } = {},
  ) {
    super(messages[reason] + (details.systemCode ? ` (${details.systemCode})` : ''))
    this.name = 'ExchangeError'
    this.reason = reason
    this.reached = reached
    this.systemCode = details.systemCode ?? ''
    this.status = details.status ?? null
    this.partial = details.partial ?? ''
    this.reused = details.reused ?? false
  }

  /** The same, with `redact` applied to everything from the other side. */
  without(redact: (text: string) => string): ExchangeError {
    const { reason, reached, systemCode: code, status, partial, reused } = this
    return new ExchangeError(reason, reached, { systemCode: code, status, partial: redact(partial), reused })
  }
}

/** The system's error code; of several attempts, the first one's. */
export function systemCode(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null) return ''
  if ('code' in thrown && typeof thrown.code === 'string') return thrown.code
  if (thrown instanceof AggregateError) return systemCode(thrown.errors[0])
  return ''
}
