/** What an engine can do beyond submitting and following requests. Each can be switched, so that every path is tested. */
export interface Capabilities {
  /** The header `Idempotency-Key` of a submit: the same key and body return the same request. */
  readonly idempotencyKey: boolean
  /** The list of past requests has them from their acceptance on, or once they have ended; null: there is no list. */
  readonly listing: 'accepted' | 'ended' | null
  /** Prices and estimates. */
  readonly quote: boolean
  /** The result says what was charged, or how many units. */
  readonly actualCost: boolean
  /** Files can be stored before a submit. */
  readonly upload: boolean
  /** A cancel also ends a request that is being worked on. */
  readonly stopsRunningJobs: boolean
}
