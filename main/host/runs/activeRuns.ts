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
  add(active: ActiveRun): void
  remove(run: string): void
  /** Returns whether this event makes it only wait for user input, or ends that. */
  follow(run: string, event: RunEvent): boolean
}

/** `onBlocked` is called when a run begins only to wait for user input, and when that ends. */
export function createActiveRuns(onBlocked: (run: string, isBlocked: boolean) => void): ActiveRuns {
  const active = new Map<string, ActiveRun>()
  const blocked = createBlockedRuns()
  return {
    has: (run) => active.has(run),
    get: (run) => active.get(run),
    isBusy: () => [...active.keys()].some((run) => !blocked.isBlocked(run)),
    needsUser: (run) => blocked.needsUser(run),
    add: (one) => void active.set(one.queuedRun.id, one),
    remove(run) {
      active.delete(run)
      blocked.leave(run)
      onBlocked(run, false)
    },
    follow(run, event) {
      const moved = blocked.follow(run, event)
      if (moved) onBlocked(run, blocked.isBlocked(run))
      return moved
    },
  }
}
