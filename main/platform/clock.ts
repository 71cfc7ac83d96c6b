import type { Clock } from '#shared/services.ts'

/** The parts of a clock, injected. Both times are in milliseconds. */
export interface Timepiece {
  /** Since 1970. The user or the network may set it, forwards or backwards. */
  wall(): number
  /** Monotonic, and stands still while the machine sleeps. */
  steady(): number
  /**
   * Calls back once, after at most `LONGEST_TICK`; returns a function that stops it. Stands still while the machine
   * sleeps.
   */
  after(milliseconds: number, call: () => void): () => void
}

/**
 * The longest interval between two checks of the clocks, in milliseconds: the maximum delay of a sleeper when the
 * machine wakes.
 */
export const LONGEST_TICK = 10_000

const machine: Timepiece = {
  wall: () => Date.now(),
  steady: () => performance.now(),
  after(milliseconds, call) {
    const timer = setTimeout(call, milliseconds)
    return () => clearTimeout(timer)
  },
}

/**
 * The machine's own clock. A sleep includes the time in which the machine slept; a wall clock that is set forward may
 * end it early, one that is set back never prolongs it. An aborted sleeper leaves no timer behind.
 */
export function createClock(time: Timepiece = machine): Clock {
  return {
    now: () => time.wall(),
    async sleep(milliseconds, signal) {
      // NaN counts as no time, as with timers.
      let left = milliseconds > 0 ? milliseconds : 0
      do {
        const [wall, steady] = [time.wall(), time.steady()]
        await tick(time, Math.min(left, LONGEST_TICK), signal)
        // Tick by tick, so that setting the wall clock back does not undo what other ticks have counted.
        left -= Math.max(time.steady() - steady, time.wall() - wall)
      } while (left > 0)
    },
  }
}

function tick(time: Timepiece, milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  // The contract of a clock: it rejects with the signal's reason, whatever that is.
  const rejectNow = (): void => reject(signal?.reason as Error)
  if (signal?.aborted === true) {
    rejectNow()
    return promise
  }
  const abort = (): void => {
    stop()
    rejectNow()
  }
  const stop = time.after(milliseconds, () => {
    signal?.removeEventListener('abort', abort)
    resolve()
  })
  signal?.addEventListener('abort', abort, { once: true })
  return promise
}
