import type { Clock, Log } from '#shared/services.ts'
import type { Runs } from '../../library/runs.ts'

/** Measures how long each run only waits for the user, so that this can be left out of its duration. */
export interface UserWaits {
  follow(run: string, isBlocked: boolean): void
}

export interface UserWaitsOptions {
  readonly runs: Pick<Runs, 'addWait'>
  readonly clock: Pick<Clock, 'now'>
  readonly log?: Log | undefined
}

export function createUserWaits({ runs, clock, log }: UserWaitsOptions): UserWaits {
  const since = new Map<string, number>()
  return {
    follow(run, isBlocked) {
      const began = since.get(run)
      if (isBlocked) {
        since.set(run, began ?? clock.now())
        return
      }
      since.delete(run)
      if (began === undefined) return
      try {
        runs.addWait(run, clock.now() - began)
      } catch (thrown) {
        // Only a duration is longer than it should be.
        log?.warn('wait.unwritten', { run, error: thrown })
      }
    },
  }
}
