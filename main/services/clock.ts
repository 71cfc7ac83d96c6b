import type { Clock } from '#shared/services.ts'

/** The longest time that one timer of Node takes; a longer one would go off at once. */
const LONGEST = 2 ** 31 - 1

/** The machine's own clock. A sleeper that is aborted leaves no timer behind. */
export function createClock(): Clock {
  return {
    now: Date.now,
    async sleep(milliseconds, signal) {
      for (let left = milliseconds; ; left -= LONGEST) {
        await wait(Math.min(left, LONGEST), signal)
        if (left <= LONGEST) return
      }
    },
  }
}

async function wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted()
  let timer: NodeJS.Timeout | undefined
  let abort: (() => void) | undefined
  try {
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(resolve, milliseconds)
      // Node's own timers reject with an error of theirs; whoever cancels wants the reason back that he gave.
      // oxlint-disable-next-line typescript/prefer-promise-reject-errors
      abort = () => reject(signal?.reason)
      signal?.addEventListener('abort', abort, { once: true })
    })
  } finally {
    clearTimeout(timer)
    if (abort !== undefined) signal?.removeEventListener('abort', abort)
  }
}
