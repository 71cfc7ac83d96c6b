/**
 * When to poll a job, learned from the durations of the endpoint's earlier jobs. All times are milliseconds since the
 * submit.
 */
export interface PollPlan {
  /** The time of the next poll, given that the job was not done at `elapsed`; later than `elapsed`. */
  next(elapsed: number): number
  /** The usual duration of the endpoint, or null while nothing is known. */
  readonly usual: number | null
}

/** The cost of one request relative to waiting for a finished result, as a fraction of the usual duration. */
const REQUEST_WEIGHT = 0.0075
/** The same in milliseconds, for short jobs: below this nobody notices the wait. */
const MIN_WEIGHT = 25
/** Steps of the grid on which the best times are searched: enough that a step is shorter than any wait it causes. */
const STEPS = 72
/** A prior: a spread of 15 % with the weight of two samples. */
const PRIOR_SAMPLES = 2
const PRIOR_SPREAD = 0.15
/** Kernel width as a fraction of Silverman's rule; below 1 because the spread already contains the prior. */
const WIDTH = 0.8
const MIN_WIDTH = 0.03
/**
 * Each known job justifies a wait of at most this long: one slow job, cold or stuck in the queue, must not stop polling
 * for hours.
 */
const VOUCHED = 15_000
/** Beyond all known durations the wait grows with the elapsed time. */
const TAIL_GROWTH = 0.06
const MIN_DELAY_MS = 60
const LONGEST_DELAY = 10_000

/**
 * The plan for an endpoint whose latest jobs took `durations`. Without any it polls often, then every half second.
 * Otherwise it puts the requests where they are worth most: over the smoothed distribution of durations, backward
 * induction finds the times that minimise expected wait plus the weight of the requests. However certain it is, it at
 * most doubles the elapsed time, from 15 seconds for each known job.
 */
export function planPolls(durations: readonly number[]): PollPlan {
  const finite = durations.filter((duration) => Number.isFinite(duration) && duration > 0)
  if (finite.length === 0) return { next: (elapsed) => elapsed + blindDelay(elapsed), usual: null }
  const { times, best, usual } = findBestTimes(finite)
  const next = (elapsed: number): number => {
    const after = times.findIndex((time) => time > elapsed)
    if (after < 0) return elapsed + clamp(TAIL_GROWTH * elapsed)
    // The grid point at or before `elapsed` knows the best continuation.
    const planned = Math.max(times[best[after - 1] ?? after] ?? 0, elapsed + MIN_DELAY_MS)
    return Math.min(planned, elapsed + Math.max(VOUCHED * finite.length, elapsed))
  }
  return { next, usual }
}

const clamp = (delay: number): number => Math.max(MIN_DELAY_MS, Math.min(LONGEST_DELAY, delay))

/** Without any experience: often at first, because many jobs are short, then at the interval of common clients. */
const blindDelay = (elapsed: number): number =>
  elapsed < 2000 ? 400 : elapsed < 60_000 ? 500 : clamp(0.02 * elapsed)

interface BestTimes {
  /** From 0 to beyond the longest expected duration. */
  readonly times: readonly number[]
  /** By index in `times`: the index of the next request if the job is not done there. */
  readonly best: readonly number[]
  readonly usual: number
}

function findBestTimes(durations: readonly number[]): BestTimes {
  const logs = durations.map(Math.log)
  const mean = sum(logs) / logs.length
  const squares = sum(logs.map((log) => (log - mean) ** 2))
  const spread = Math.sqrt((squares + PRIOR_SAMPLES * PRIOR_SPREAD ** 2) / (logs.length - 1 + PRIOR_SAMPLES))
  const width = Math.max(MIN_WIDTH, WIDTH * spread * logs.length ** -0.2)
  const low = Math.min(...logs) - 2.5 * width
  const high = Math.max(...logs) + 2.8 * width
  const grid = Array.from({ length: STEPS + 1 }, (_, step) => low + ((high - low) * step) / STEPS)
  const times = [0, ...grid.map(Math.exp)]
  const done = [
    0,
    ...grid.map((log) => sum(logs.map((sample) => logistic((log - sample) / width))) / logs.length),
  ]
  done[done.length - 1] = 1
  const usual = Math.exp(mean)
  return { times, best: induct(times, done, Math.max(REQUEST_WEIGHT * usual, MIN_WEIGHT)), usual }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** A cheap approximation of the normal distribution function. */
const logistic = (z: number): number => 1 / (1 + Math.exp(-1.702 * z))

/**
 * By index: where the next request is best if the job is not done there. `done` is the distribution function at
 * `times`; `weight` the cost of a request, in milliseconds of waiting.
 */
function induct(times: readonly number[], done: readonly number[], weight: number): readonly number[] {
  const count = times.length
  const at = (values: ArrayLike<number>, index: number): number => values[index] ?? 0
  /** Up to each index: the integral of time over the probability. */
  const moment = new Float64Array(count)
  for (let index = 1; index < count; index++) {
    const middle = (at(times, index) + at(times, index - 1)) / 2
    moment[index] = at(moment, index - 1) + (at(done, index) - at(done, index - 1)) * middle
  }
  const cost = new Float64Array(count)
  const best: number[] = Array.from({ length: count }, () => count - 1)
  for (let index = count - 2; index >= 0; index--) {
    let lowest = Infinity
    for (let next = index + 1; next < count; next++) {
      const waited =
        at(times, next) * (at(done, next) - at(done, index)) - (at(moment, next) - at(moment, index))
      const total = weight * (1 - at(done, index)) + waited + at(cost, next)
      if (total < lowest) {
        lowest = total
        best[index] = next
      }
    }
    cost[index] = lowest
  }
  return best
}
