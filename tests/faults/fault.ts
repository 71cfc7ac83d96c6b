/** A blow that falls on a program under test: preload/ takes it in. */
export interface Fault {
  readonly kind: 'sql' | 'file' | 'send' | 'receive'
  /** A regular expression over what the watcher of the kind tells of a call. */
  readonly match: string
  /** Which of the calls that match, from 1; the first unless told. */
  readonly nth?: number
  readonly side: 'before' | 'middle' | 'after'
  /** How much is done before a blow in the middle, from 0 to 1; half unless told. */
  readonly share?: number
  /** How much of an answer has come before a blow in the middle of it, in bytes. */
  readonly bytes?: number
  readonly signal?: 'SIGKILL' | 'SIGINT'
  /** Instead of a signal: this file takes all the room that its disk has left. */
  readonly fill?: string
}
