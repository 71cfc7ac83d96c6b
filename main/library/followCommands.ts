import type { Clock, Log } from '#shared/services.ts'
import type { Database } from './database.ts'
import { drainCommands } from './commands.ts'

export interface FollowOptions {
  readonly database: Database
  readonly clock: Pick<Clock, 'sleep'>
  /** Aborted when there is nothing left that could be wished for. */
  readonly until: AbortSignal
  /** Called with the id of a run or a job that another process wants cancelled. */
  readonly cancel: (id: string) => void
  readonly log?: Log
}

/** How often other processes' wishes are looked for, in milliseconds. */
const POLL_INTERVAL_MS = 300

/** Looks for what other processes ask of this one, until told to stop. Never rejects. */
export async function followCommands({ database, clock, until, cancel, log }: FollowOptions): Promise<void> {
  while (!until.aborted) {
    try {
      await clock.sleep(POLL_INTERVAL_MS, until)
      for (const command of drainCommands(database)) cancel(command.cancel)
    } catch (thrown) {
      // Told to stop, or the store cannot be read: then it is the work's own calls that tell.
      if (!until.aborted) log?.debug('wishes.unread', { error: thrown })
    }
  }
}
