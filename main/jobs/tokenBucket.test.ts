import { expect, test } from 'vitest'
import type { Clock } from '#shared/services.ts'
import { createTokenBucket } from './tokenBucket.ts'

/** A clock that records the requested waits, and whose time the test sets. */
function listeningClock(): Clock & { at: number; readonly waits: number[] } {
  const waits: number[] = []
  return {
    at: 0,
    waits,
    now() {
      return this.at
    },
    sleep(milliseconds) {
      waits.push(Math.round(milliseconds))
      return new Promise(() => {})
    },
  }
}

test('lets a burst through at once, and the rest evenly', () => {
  const clock = listeningClock()
  const budget = createTokenBucket({ clock, rate: 10, burst: 3 })
  for (let request = 0; request < 6; request++) void budget.acquire()
  expect(clock.waits).toEqual([100, 200, 300])
})

test('after a pause the burst is available again', () => {
  const clock = listeningClock()
  const budget = createTokenBucket({ clock, rate: 10, burst: 2 })
  for (let request = 0; request < 2; request++) void budget.acquire()
  clock.at = 200
  for (let request = 0; request < 3; request++) void budget.acquire()
  expect(clock.waits).toEqual([100])
})

test('a clock that is set back by an hour makes nobody wait an hour', () => {
  const clock = listeningClock()
  const budget = createTokenBucket({ clock, rate: 10, burst: 1 })
  clock.at = 3_600_000
  void budget.acquire()
  clock.at = 0
  void budget.acquire()
  expect(clock.waits).toEqual([100])
})

test('an aborted waiter leaves with the reason', async () => {
  const clock: Clock = { now: () => 0, sleep: (_, signal) => Promise.reject(signal?.reason as Error) }
  const budget = createTokenBucket({ clock, rate: 1, burst: 0 })
  const reason = new Error('called off')
  await expect(budget.acquire(AbortSignal.abort(reason))).rejects.toBe(reason)
})
