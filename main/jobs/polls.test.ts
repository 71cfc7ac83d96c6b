import { describe, expect, test } from 'vitest'
import { createMemoryDurations, createPolls, pollDelay } from './polls.ts'
import { planPolls } from './pollPlan.ts'

const middle = (): number => 0.5

describe('polls of an endpoint', () => {
  test('follow the durations of its own jobs, and of no other endpoint', () => {
    const polls = createPolls(createMemoryDurations())
    expect(polls.plan('a').usual).toBeNull()
    polls.learn('a', 8000)
    expect(polls.plan('a').usual).toBeCloseTo(8000)
    expect(polls.plan('b').usual).toBeNull()
  })

  test('do not learn from invalid durations', () => {
    const durations = createMemoryDurations()
    const polls = createPolls(durations)
    for (const nonsense of [0, -5, Number.NaN, Infinity]) polls.learn('a', nonsense)
    expect(durations.latest('a')).toEqual([])
  })

  test('remember the latest 32', () => {
    const durations = createMemoryDurations()
    for (let job = 1; job <= 40; job++) durations.add('a', job)
    expect(durations.latest('a')).toEqual(Array.from({ length: 32 }, (_, index) => 40 - index))
  })
})

describe('the delay before a status call', () => {
  const plan = planPolls([10_000, 10_500, 9500])

  test('is as planned, varied by 4 % either way', () => {
    const planned = plan.next(0)
    expect(pollDelay(plan, { elapsed: 0, waiting: false }, middle)).toBeCloseTo(planned)
    expect(pollDelay(plan, { elapsed: 0, waiting: false }, () => 0)).toBeCloseTo(planned * 0.96)
    expect(pollDelay(plan, { elapsed: 0, waiting: false }, () => 1)).toBeCloseTo(planned * 1.04)
  })

  test.each([
    [0, 400],
    [400, 400],
    [1999, 400],
    [2000, 500],
    [50_000, 500],
    [100_000, 2000],
    [3_600_000, 10_000],
    [1e12, 10_000],
  ])('without any experience is, after %d ms, %d ms', (elapsed, expected) => {
    expect(pollDelay(planPolls([]), { elapsed, waiting: false }, middle)).toBeCloseTo(expected)
    expect(pollDelay(planPolls([]), { elapsed, waiting: true }, middle)).toBeCloseTo(expected)
  })

  test.each([[[]], [[10_000, 10_500, 9500]]])(
    'is no longer than the first one when the clock is set back by a day, with the known durations %j',
    (durations) => {
      const plan = planPolls(durations)
      const first = pollDelay(plan, { elapsed: 0, waiting: false }, middle)
      expect(pollDelay(plan, { elapsed: -86_400_000, waiting: false }, middle)).toBe(first)
    },
  )

  test('is longer while the job waits in the queue: it cannot be done soon', () => {
    const [working, waiting] = [false, true].map((state) =>
      pollDelay(plan, { elapsed: 10_000, waiting: state }, middle),
    )
    expect(waiting).toBeGreaterThan(working ?? Infinity)
    expect(waiting).toBeCloseTo((plan.usual ?? 0) * 0.15)
  })

  test('in the queue of a slow endpoint is at most ten seconds', () => {
    const slow = planPolls([100_000])
    expect(pollDelay(slow, { elapsed: 100_000, waiting: false }, middle)).toBeLessThan(5000)
    expect(pollDelay(slow, { elapsed: 100_000, waiting: true }, middle)).toBeCloseTo(10_000)
  })
})
