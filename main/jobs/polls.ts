import type { PollPlan } from './pollPlan.ts'
import { planPolls } from './pollPlan.ts'
import type { Random } from './jitter.ts'

/** How long jobs took, by endpoint: `Durations` of the library, or a list in memory. */
export interface JobDurations {
  add(endpoint: string, milliseconds: number): void
  /** Newest first. */
  latest(endpoint: string): readonly number[]
}

/** When to poll the status of an endpoint's jobs, learned from earlier ones. */
export interface Polls {
  plan(modelId: string): PollPlan
  learn(modelId: string, milliseconds: number): void
}

export function createPolls(durations: JobDurations): Polls {
  const plans = new Map<string, PollPlan>()
  return {
    plan(modelId) {
      const cached = plans.get(modelId) ?? planPolls(durations.latest(modelId))
      plans.set(modelId, cached)
      return cached
    },
    learn(modelId, milliseconds) {
      if (!Number.isFinite(milliseconds) || milliseconds <= 0) return
      durations.add(modelId, milliseconds)
      plans.delete(modelId)
    },
  }
}

/** Durations in memory. */
export function createMemoryDurations(): JobDurations {
  const cached = new Map<string, readonly number[]>()
  return {
    add: (endpoint, milliseconds) =>
      void cached.set(endpoint, [milliseconds, ...(cached.get(endpoint) ?? [])].slice(0, 32)),
    latest: (endpoint) => cached.get(endpoint) ?? [],
  }
}

export interface PollMoment {
  /** Milliseconds since the engine accepted the job; below 0 if the clock was set back. */
  readonly elapsed: number
  /** Whether the last answer said that the job had not begun. */
  readonly waiting: boolean
}

/** The minimum fraction of the usual duration that a job takes after it has left the queue. */
const MIN_WORK = 0.15
const LONGEST_QUEUE_WAIT = 10_000
const JITTER = 0.04

/** Delay before the next status call, in milliseconds: as planned, slower in the queue, varied by 4 % either way. */
export function pollDelay(plan: PollPlan, { elapsed, waiting }: PollMoment, random: Random): number {
  const passed = Math.max(elapsed, 0)
  const planned = plan.next(passed) - passed
  const queued = waiting ? Math.min((plan.usual ?? 0) * MIN_WORK, LONGEST_QUEUE_WAIT) : 0
  return Math.max(planned, queued) * (1 - JITTER + 2 * JITTER * random())
}
