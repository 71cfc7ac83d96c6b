import { onTestFinished, vi } from 'vitest'
import type { RateFloor, TimeLimits } from './limits.ts'

/** For tests: limits that expire when the test says so, however slow the machine is. */
export interface HeldLimits {
  readonly limits: TimeLimits & { readonly floor: RateFloor }
  /** Resolves once this limit is being waited for. */
  isSet(name: keyof TimeLimits): Promise<void>
  /** Lets this limit expire, once it is being waited for. */
  meet(name: keyof TimeLimits): Promise<void>
}

/** Controls the timers of the calls of one test. */
export function holdLimits(): HeldLimits {
  // Each is identified by its milliseconds, which no other timer here has.
  const limits = {
    connect: 1_000_001,
    header: 1_000_002,
    idle: 1_000_003,
    total: 1_000_004,
    floor: { bytes: 100, milliseconds: 1_000_005 },
  }
  const timers = new Map<number, PromiseWithResolvers<() => void>>()
  const timerOf = (milliseconds: number): PromiseWithResolvers<() => void> => {
    const timer = timers.get(milliseconds) ?? Promise.withResolvers<() => void>()
    timers.set(milliseconds, timer)
    return timer
  }
  const start = setTimeout
  const delayOf = (name: keyof TimeLimits): number =>
    name === 'floor' ? limits.floor.milliseconds : limits[name]
  const watch = (call: () => void, milliseconds = 0): NodeJS.Timeout => {
    timerOf(milliseconds).resolve(call)
    return start(call, milliseconds)
  }
  const spy = vi.spyOn(globalThis, 'setTimeout').mockImplementation(watch)
  onTestFinished(() => spy.mockRestore())
  return {
    limits,
    isSet: async (name) => void (await timerOf(delayOf(name)).promise),
    meet: async (name) => (await timerOf(delayOf(name)).promise)(),
  }
}
