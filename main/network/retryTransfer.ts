import { AppError } from '#shared/errors.ts'
import type { Clock } from '#shared/services.ts'
import { ExchangeError } from './exchangeError.ts'

/** Waits in milliseconds before a transfer that costs nothing is made again: about a minute without a network. */
const WAITS = [1000, 4000, 15_000, 40_000]

const isPassingStatus = (status: number): boolean => status >= 500 || status === 408 || status === 429

/** Whether the same transfer may succeed a moment later: the network broke, or its other side was busy. */
function isPassing(thrown: unknown): boolean {
  if (thrown instanceof ExchangeError) return true
  if (!(thrown instanceof AppError)) return false
  if (thrown.code === 'engine.busy' || thrown.code === 'engine.unreachable') return true
  const { status } = thrown.data
  if (typeof status === 'number') return isPassingStatus(status)
  return thrown.code === 'engine.failed' || thrown.cause instanceof ExchangeError
}

/**
 * Makes a transfer that costs nothing and can be repeated, up to five times. Rejects as the last one does, or with
 * `signal.reason`.
 */
export async function retryTransfer<T>(
  transfer: () => Promise<T>,
  { clock, signal }: { readonly clock: Pick<Clock, 'sleep'>; readonly signal?: AbortSignal | undefined },
): Promise<T> {
  for (const wait of WAITS) {
    try {
      return await transfer()
    } catch (thrown) {
      if (signal?.aborted === true || !isPassing(thrown)) throw thrown
      await clock.sleep(wait, signal)
    }
  }
  return transfer()
}
