import { describe, expect, test, vi } from 'vitest'
import type { Timepiece } from './clock.ts'
import { LONGEST_TICK, createClock } from './clock.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A machine whose time passes when the test says so: awake, asleep, or with a change of its wall clock. */
class FakeMachine implements Timepiece {
  #wall = 1_000_000
  #steady = 5
  #timers: { readonly at: number; readonly call: () => void }[] = []
  /** The longest requested timer. */
  longest = 0

  wall = (): number => this.#wall
  steady = (): number => this.#steady
  after = (milliseconds: number, call: () => void): (() => void) => {
    this.longest = Math.max(this.longest, milliseconds)
    const timer = { at: this.#steady + milliseconds, call }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer)
    }
  }

  get timers(): number {
    return this.#timers.length
  }

  /** Awake: both clocks advance, and timers fire. */
  async pass(milliseconds: number): Promise<void> {
    const until = this.#steady + milliseconds
    for (;;) {
      const [first] = this.#timers.filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at)
      if (first === undefined) break
      this.#go(first.at - this.#steady)
      this.#timers = this.#timers.filter((other) => other !== first)
      first.call()
      await flush()
    }
    this.#go(until - this.#steady)
  }

  /** The machine sleeps: only the wall clock advances. */
  suspend(milliseconds: number): void {
    this.#wall += milliseconds
  }

  /** The wall clock is set forwards or, below zero, backwards. */
  setBy(milliseconds: number): void {
    this.#wall += milliseconds
  }

  #go(milliseconds: number): void {
    this.#steady += milliseconds
    this.#wall += milliseconds
  }
}

async function flush(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve()
}

/** Sleeps, and reports whether that has ended. */
function sleeper(machine: FakeMachine, milliseconds: number): { readonly awake: () => boolean } {
  let ended = false
  void createClock(machine)
    .sleep(milliseconds)
    .then(() => {
      ended = true
    })
  return { awake: () => ended }
}

test('has the time of the wall clock', () => {
  expect(createClock(new FakeMachine()).now()).toBe(1_000_000)
})

test('the clock of this machine returns its time, and sleeps', async () => {
  const clock = createClock()
  const before = Date.now()
  await clock.sleep(0)
  expect(clock.now()).toBeGreaterThanOrEqual(before)
})

describe('a sleep', () => {
  test.each([1, 50, LONGEST_TICK, LONGEST_TICK + 1, HOUR, 40 * DAY])(
    'of %d ms ends when its time is over, not before',
    async (milliseconds) => {
      const machine = new FakeMachine()
      const { awake } = sleeper(machine, milliseconds)
      await machine.pass(milliseconds - 1)
      expect(awake()).toBe(false)
      await machine.pass(1)
      expect(awake()).toBe(true)
      expect(machine.timers).toBe(0)
    },
  )

  test('of any length requests no timer longer than a tick: one of more than 2³¹ ms would fire at once', async () => {
    const machine = new FakeMachine()
    sleeper(machine, 2 ** 40)
    await machine.pass(2 * LONGEST_TICK)
    expect(machine.longest).toBe(LONGEST_TICK)
  })

  test('without end lasts', async () => {
    const machine = new FakeMachine()
    const { awake } = sleeper(machine, Infinity)
    await machine.pass(HOUR)
    expect(awake()).toBe(false)
  })

  test.each([0, -5, Number.NaN])(
    'of %d ms is one turn of the event loop and no more',
    async (milliseconds) => {
      const machine = new FakeMachine()
      const { awake } = sleeper(machine, milliseconds)
      expect(machine.timers).toBe(1)
      await machine.pass(0)
      expect(awake()).toBe(true)
    },
  )
})

describe('when the machine sleeps in the middle', () => {
  test('a sleep whose time is over then ends within a tick of waking', async () => {
    const machine = new FakeMachine()
    const { awake } = sleeper(machine, HOUR)
    await machine.pass(MINUTE)
    machine.suspend(2 * HOUR)
    expect(awake()).toBe(false)
    await machine.pass(LONGEST_TICK)
    expect(awake()).toBe(true)
  })

  test('a sleep whose time is not over continues for the rest of it', async () => {
    const machine = new FakeMachine()
    const { awake } = sleeper(machine, HOUR)
    await machine.pass(10 * MINUTE)
    machine.suspend(20 * MINUTE)
    await machine.pass(30 * MINUTE - 1)
    expect(awake()).toBe(false)
    await machine.pass(1)
    expect(awake()).toBe(true)
  })
})

describe('when the wall clock is set', () => {
  test.each([HOUR, 10 * 365 * DAY])('back by %d ms, the sleep is not longer for it', async (back) => {
    const machine = new FakeMachine()
    const { awake } = sleeper(machine, HOUR)
    await machine.pass(MINUTE)
    machine.setBy(-back)
    await machine.pass(59 * MINUTE - 1)
    expect(awake()).toBe(false)
    await machine.pass(1)
    expect(awake()).toBe(true)
  })

  test('back, and the machine sleeps after that, its sleep counts nevertheless', async () => {
    const machine = new FakeMachine()
    const { awake } = sleeper(machine, HOUR)
    await machine.pass(MINUTE)
    machine.setBy(-DAY)
    await machine.pass(MINUTE)
    machine.suspend(HOUR)
    await machine.pass(LONGEST_TICK)
    expect(awake()).toBe(true)
  })

  test('forward beyond its end, the sleep ends within a tick', async () => {
    const machine = new FakeMachine()
    const { awake } = sleeper(machine, HOUR)
    await machine.pass(MINUTE)
    machine.setBy(DAY)
    await machine.pass(LONGEST_TICK)
    expect(awake()).toBe(true)
  })
})

describe('a sleeper that is aborted', () => {
  test('rejects with the given reason, and leaves no timer', async () => {
    const machine = new FakeMachine()
    const controller = new AbortController()
    const reason = new Error('the person changed their mind')
    const slept = createClock(machine).sleep(HOUR, controller.signal)
    await machine.pass(MINUTE)
    expect(machine.timers).toBe(1)
    controller.abort(reason)
    await expect(slept).rejects.toBe(reason)
    expect(machine.timers).toBe(0)
  })

  test('before its sleep does not begin it', async () => {
    const machine = new FakeMachine()
    const reason = new Error('too late')
    await expect(createClock(machine).sleep(50, AbortSignal.abort(reason))).rejects.toBe(reason)
    expect(machine.timers).toBe(0)
  })

  test('after its sleep has no listener', async () => {
    const machine = new FakeMachine()
    const { signal } = new AbortController()
    const added = vi.spyOn(signal, 'addEventListener')
    const removed = vi.spyOn(signal, 'removeEventListener')
    const slept = createClock(machine).sleep(MINUTE, signal)
    await machine.pass(MINUTE)
    await slept
    expect(removed).toHaveBeenCalledTimes(added.mock.calls.length)
  })
})
