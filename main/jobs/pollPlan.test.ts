import { describe, expect, test } from 'vitest'
import { planPolls } from './pollPlan.ts'

/** A small generator of its own, so that every run of the test has the same jobs. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Durations spread by 15 % (one standard deviation) around `usual`. */
function createJobs(usual: number, random: () => number): () => number {
  return () => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    return usual * Math.max(0.3, 1 + 0.15 * normal)
  }
}

/** Mean number of status requests and mean wait over many jobs, each polled by a plan that has seen `seen` others. */
function measure(usual: number, seen: number): { polls: number; wait: number } {
  const draw = createJobs(usual, createRandom(42))
  const jobs = 600
  let polls = 0
  let wait = 0
  for (let job = 0; job < jobs; job++) {
    const plan = planPolls(Array.from({ length: seen }, draw))
    const duration = draw()
    let at = 0
    while (at < duration) {
      at = plan.next(at)
      polls++
    }
    wait += at - duration
  }
  return { polls: polls / jobs, wait: wait / jobs }
}

describe('after ten jobs of an endpoint', () => {
  test.each([300, 1000, 3000])('a job of %d ms is seen within 150 ms, in at most five requests', (usual) => {
    const { polls, wait } = measure(usual, 10)
    expect(wait).toBeLessThanOrEqual(150)
    expect(polls).toBeLessThanOrEqual(5)
  })

  test.each([
    [8000, 5.05],
    [30_000, 5.05],
    // One more, in case it is polled too late altogether.
    [300_000, 6.05],
  ])('a job of %d ms is seen within 1/25 of its time, in %d requests', (usual, max) => {
    const { polls, wait } = measure(usual, 10)
    expect(wait / usual).toBeLessThanOrEqual(0.04)
    expect(polls).toBeLessThanOrEqual(max)
  })
})

describe('with no experience', () => {
  test.each([300, 1000, 3000, 8000, 30_000])(
    'a job of %d ms is seen no later than by asking every half second, in as many requests',
    (usual) => {
      const { polls, wait } = measure(usual, 0)
      // Polling at once and then every half second waits 250 ms on average, with this many requests.
      expect(wait).toBeLessThanOrEqual(255)
      expect(polls).toBeLessThanOrEqual(usual / 500 + 1.5)
    },
  )
})

test('one job is enough to stop polling constantly', () => {
  const { polls, wait } = measure(30_000, 1)
  expect(polls).toBeLessThan(8)
  expect(wait / 30_000).toBeLessThan(0.08)
})

describe('an endpoint that suddenly answers in a second', () => {
  /** When a one-second job is seen as done, by a plan that has seen others take an hour. */
  const seenAt = (jobs: number): number => planPolls(Array.from({ length: jobs }, () => 3_600_000)).next(0)

  test('after one job that took an hour, cold or stuck in the queue, is seen within 15 seconds', () => {
    expect(seenAt(1)).toBe(15_000)
  })

  test('is seen within minutes, however many took an hour before', () => {
    expect(seenAt(10)).toBe(150_000)
    expect(seenAt(32)).toBe(480_000)
  })

  test('is polled at times that at most double', () => {
    const plan = planPolls([3_600_000])
    const requested: number[] = []
    for (let at = plan.next(0); at < 2_000_000; at = plan.next(at)) requested.push(at / 15_000)
    expect(requested).toEqual([1, 2, 4, 8, 16, 32, 64, 128])
  })
})

test('an endpoint that is fast when warm and slow when cold is polled at both times', () => {
  const plan = planPolls([
    ...Array.from({ length: 8 }, () => 1000),
    ...Array.from({ length: 4 }, () => 20_000),
  ])
  const requested: number[] = []
  for (let at = plan.next(0); at < 25_000; at = plan.next(at)) requested.push(at)
  expect(requested.filter((at) => at < 1500).length).toBeGreaterThanOrEqual(1)
  expect(requested.filter((at) => at > 15_000).length).toBeGreaterThanOrEqual(1)
  // Half of what asking every half second would take.
  expect(requested.length).toBeLessThanOrEqual(25)
})

test('beyond all known durations the wait grows with the time, up to ten seconds', () => {
  const plan = planPolls([1000, 1100])
  expect(plan.next(10_000)).toBe(10_600)
  expect(plan.next(1_000_000)).toBe(1_010_000)
})

test('always polls again, later than now, whatever was learned', () => {
  for (const durations of [[], [Number.NaN, -5, 0], [0.001], [1e12], [5, 5, 5, 5]])
    for (const elapsed of [0, 1, 5, 1e3, 1e6, 1e12])
      expect(planPolls(durations).next(elapsed)).toBeGreaterThanOrEqual(elapsed + 1)
})
