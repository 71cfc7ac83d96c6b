import type { RunEvent } from '#shared/run/run.ts'
import { createBlockedRuns } from './blockedRuns.ts'
import type { ActiveRun } from './startQueuedRun.ts'

/** The active runs: one at a time, except those that only wait for user input. */
export interface ActiveRuns {
  has(run: string): boolean
  get(run: string): ActiveRun | undefined
  /** Whether one of them does more than wait for user input: then no other one starts. */
  isBusy(): boolean
  /** Whether it has an open prompt. */
  needsUser(run: string): boolean
  /** Whether it only waits for prompts. */
  isBlocked(run: string): boolean
  add(active: ActiveRun): void
  remove(run: string): void
  /** Returns whether this event makes it only wait for user input, or ends that. */
  follow(run: string, event: RunEvent): boolean
}

export function createActiveRuns(): ActiveRuns {
  const active = new Map<string, ActiveRun>()
  const blocked = createBlockedRuns()
  return {
    has: (run) => active.has(run),
    get: (run) => active.get(run),
    isBusy: () => [...active.keys()].some((run) => !blocked.isBlocked(run)),
    needsUser: (run) => blocked.needsUser(run),
    isBlocked: (run) => blocked.isBlocked(run),
    add: (one) => void active.set(one.queuedRun.id, one),
    remove(run) {
      active.delete(run)
      blocked.leave(run)
    },
    follow: (run, event) => blocked.follow(run, event),
  }
}
