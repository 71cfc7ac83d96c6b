import type { PracticeClock } from '../requests/clock.ts'

/** A clock that stands still until it is advanced. */
export interface FakeClock extends PracticeClock {
  /**
   * Advances by `ms` milliseconds: what is due runs in its order, each with everything that it triggers settled before
   * the next.
   */
  pass(ms: number): Promise<void>
}

export function createFakeClock(start = 1_000_000): FakeClock {
  let now = start
  let timers: { readonly at: number; readonly task: () => void }[] = []
  return {
    now: () => now,
    after(ms, task) {
      const timer = { at: now + ms, task }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    async pass(ms) {
      const end = now + ms
      await settle()
      for (;;) {
        const [due] = timers.filter((timer) => timer.at <= end).toSorted((a, b) => a.at - b.at)
        if (due === undefined) break
        timers = timers.filter((other) => other !== due)
        now = Math.max(now, due.at)
        due.task()
        await settle()
      }
      now = end
    },
  }
}

/** Lets ready promises run; none of them waits for more than a few others. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}
