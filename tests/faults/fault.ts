/** A fault that is injected into a program under test: preload/ reads it. */
export interface Fault {
  readonly kind: 'sql' | 'file' | 'send' | 'receive'
  /** A regular expression for the watcher's description of a call. */
  readonly match: string
  /** Which of the matching calls, from 1; the first by default. */
  readonly nth?: number
  readonly side: 'before' | 'middle' | 'after'
  /** How much is done before a fault in the middle, from 0 to 1; half by default. */
  readonly share?: number
  /** How many bytes of an answer have arrived before a fault in the middle of it. */
  readonly bytes?: number
  readonly signal?: 'SIGKILL' | 'SIGINT'
  /** Instead of a signal: this file fills its disk. */
  readonly fill?: string
}
