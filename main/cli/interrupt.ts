import { AppError } from '#shared/errors.ts'
import type { Console } from './console/console.ts'
import { EXIT } from './console/exitCode.ts'

/** The part of a process that interrupts need. */
export interface Interruptible {
  on(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown
  exit(code: number): void
}

/** What an interrupt does to a run of this process. */
export const STOPPING = 'Stopping: queued jobs are being cancelled. Press Ctrl-C again to quit at once.'

/** One press can arrive twice, through a terminal and through the parent: within this many milliseconds it counts once. */
const SAME_PRESS = 1000

/**
 * A signal that the first interrupt aborts: queued jobs are then cancelled, and running ones are reported. The second
 * one ends the process at once; nothing is lost, because the library knows what was submitted. `words` describes what
 * the first one does, and what the second would do, at that time.
 */
export function onInterrupt(
  process: Interruptible,
  console: Console,
  // Not the wall clock, which may be changed between two presses.
  now: () => number = () => performance.now(),
  message: () => string = () => STOPPING,
): AbortSignal {
  const controller = new AbortController()
  let first: number | null = null
  const listener = (): void => {
    if (first === null) {
      first = now()
      console.info(message())
      controller.abort(new AppError('cancelled', 'The run was interrupted.'))
    } else if (now() - first >= SAME_PRESS) process.exit(EXIT.interrupted)
  }
  process.on('SIGINT', listener)
  process.on('SIGTERM', listener)
  return controller.signal
}
