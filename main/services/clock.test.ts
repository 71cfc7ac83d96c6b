import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createClock } from './clock.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

/** What became of a promise so far. */
async function state(promise: Promise<unknown>): Promise<unknown> {
  return Promise.race([
    promise.then(
      () => 'resolved',
      (reason: unknown) => reason,
    ),
    Promise.resolve().then(async () => {
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
      return 'waiting'
    }),
  ])
}

test('tells the time in milliseconds', () => {
  expect(createClock().now()).toBe(1_000_000)
})

test('a sleep ends when its time is over', async () => {
  const slept = createClock().sleep(50)
  await vi.advanceTimersByTimeAsync(49)
  expect(await state(slept)).toBe('waiting')
  await vi.advanceTimersByTimeAsync(1)
  expect(await state(slept)).toBe('resolved')
})

test('a sleeper that is aborted gets the reason that was given, and leaves no timer', async () => {
  const controller = new AbortController()
  const reason = new Error('the person changed their mind')
  const slept = createClock().sleep(50, controller.signal)
  expect(vi.getTimerCount()).toBe(1)
  controller.abort(reason)
  await expect(slept).rejects.toBe(reason)
  expect(vi.getTimerCount()).toBe(0)
})

test('who is aborted before the sleep does not begin it', async () => {
  const reason = new Error('too late')
  await expect(createClock().sleep(50, AbortSignal.abort(reason))).rejects.toBe(reason)
  expect(vi.getTimerCount()).toBe(0)
})

test('a sleep that ended listens no longer', async () => {
  const { signal } = new AbortController()
  const removed = vi.spyOn(signal, 'removeEventListener')
  const slept = createClock().sleep(50, signal)
  await vi.advanceTimersByTimeAsync(50)
  await slept
  expect(removed).toHaveBeenCalledTimes(1)
})

test('a sleep longer than a timer can be does not end early', async () => {
  const day = 24 * 60 * 60 * 1000
  const slept = createClock().sleep(40 * day)
  await vi.advanceTimersByTimeAsync(40 * day - 1)
  expect(await state(slept)).toBe('waiting')
  await vi.advanceTimersByTimeAsync(1)
  expect(await state(slept)).toBe('resolved')
})
