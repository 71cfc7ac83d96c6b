import type { Clock } from '../services.ts'

interface Sleeper {
  readonly until: number
  readonly wake: () => void
}

/** A clock that stands still until it is advanced. */
export interface FakeClock extends Clock {
  /** Advances by `milliseconds`: wakes every sleeper whose time has come, the earliest first, each at its own time. */
  advance(milliseconds: number): Promise<void>
  /** Lets everything that waits only for promises continue. */
  settle(): Promise<void>
}

/** How many turns of the microtask queue that takes: far more than any chain here. */
const TURNS = 200

export function fakeClock(startsAt = 1_000): FakeClock {
  let time = startsAt
  let sleepers: readonly Sleeper[] = []
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < TURNS; turn++) await Promise.resolve()
  }
  return {
    now: () => time,
    sleep(milliseconds, signal) {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      // The contract of a clock: it rejects with the signal's reason, whatever that is.
      const give = (): void => reject(signal?.reason)
      if (signal?.aborted === true) give()
      else {
        const sleeper = { until: time + milliseconds, wake: resolve }
        sleepers = [...sleepers, sleeper]
        signal?.addEventListener(
          'abort',
          () => {
            sleepers = sleepers.filter((other) => other !== sleeper)
            give()
          },
          { once: true },
        )
      }
      return promise
    },
    async advance(milliseconds) {
      const until = time + milliseconds
      await settle()
      for (;;) {
        const due = sleepers.filter((sleeper) => sleeper.until <= until)
        const [first] = due.toSorted((a, b) => a.until - b.until)
        if (first === undefined) break
        sleepers = sleepers.filter((sleeper) => sleeper !== first)
        time = Math.max(time, first.until)
        first.wake()
        await settle()
      }
      time = until
    },
    settle,
  }
}
