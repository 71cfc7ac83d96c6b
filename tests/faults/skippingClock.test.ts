import { expect, onTestFinished, test, vi } from 'vitest'
import { createSkippingClock } from './skippingClock.ts'

test('sleepers wake in the order of their times, each at its own', async () => {
  const clock = createSkippingClock()
  const start = clock.now()
  const woken: string[] = []
  const sleep = async (name: string, milliseconds: number): Promise<void> => {
    await clock.sleep(milliseconds)
    woken.push(`${name} at ${clock.now() - start}`)
  }
  await Promise.all([sleep('year', 3e10), sleep('second', 1000), sleep('hour', 3.6e6)])
  expect(woken).toEqual(['second at 1000', 'hour at 3600000', 'year at 30000000000'])
})

test('a clock that stands still wakes nobody until it is resumed', async () => {
  const clock = createSkippingClock()
  const start = clock.now()
  const reached = clock.standAt(2000)
  const short = clock.sleep(1999)
  await short
  const long = clock.sleep(2000)
  const shorter = clock.sleep(1)
  await reached
  expect(clock.now() - start).toBe(1999)
  clock.goOn()
  await Promise.all([shorter, long])
  expect(clock.now() - start).toBe(3999)
})

test('an aborted sleeper rejects with the reason, and the others are not delayed', async () => {
  const clock = createSkippingClock()
  const start = clock.now()
  const controller = new AbortController()
  const sleeping = clock.sleep(5, controller.signal)
  controller.abort(new Error('enough'))
  await expect(sleeping).rejects.toThrow('enough')
  await expect(clock.sleep(1, controller.signal)).rejects.toThrow('enough')
  await clock.sleep(10)
  expect(clock.now() - start).toBe(10)
})

test('nobody is woken while what they wait for is in progress', async () => {
  const idleAnswers: boolean[] = []
  const clock = createSkippingClock({
    isIdle() {
      idleAnswers.push(idleAnswers.length === 3)
      return Promise.resolve(idleAnswers.at(-1) ?? false)
    },
  })
  await clock.sleep(1000)
  expect(idleAnswers).toEqual([false, false, false, true])
})

test('the idle check is not called once nobody sleeps', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const isIdle = vi.fn<() => Promise<boolean>>(() => Promise.reject(new Error('ended')))
  const clock = createSkippingClock({ isIdle })
  const controller = new AbortController()
  const sleeping = clock.sleep(5, controller.signal)
  controller.abort(new Error('enough'))
  await expect(sleeping).rejects.toThrow('enough')
  await vi.runAllTimersAsync()
  expect(isIdle).not.toHaveBeenCalled()
})

test('when the idle check fails, nobody is woken', async () => {
  const ended = Promise.withResolvers<void>()
  const clock = createSkippingClock({
    isIdle() {
      ended.resolve()
      return Promise.reject(new Error('ended'))
    },
  })
  const woken = vi.fn<() => void>()
  void clock.sleep(5).then(woken)
  await ended.promise
  await new Promise((resolve) => setImmediate(resolve))
  expect(woken).not.toHaveBeenCalled()
})
