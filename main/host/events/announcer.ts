import { endedBy } from '#shared/endedBy.ts'
import type { HostEvent } from '#shared/api/contract.ts'
import type { RunRow } from '#shared/api/records.ts'
import type { RunEvent } from '#shared/run/run.ts'
import type { Clock, Log } from '#shared/services.ts'
import { silentLog } from '#shared/services.ts'

/** Tells every listener what happens. What comes often is put together first. */
export interface Announcer {
  /** At once. */
  announce(event: HostEvent): void
  /** With all that happens in the same run for the length of a frame. */
  announceRun(run: string, event: RunEvent): void
  /** The rows as they are at the end of the frame. */
  announceRows(): void
  subscribe(listener: (event: HostEvent) => void): () => void
  /** What has not been told yet is not told any more. */
  close(): void
}

export interface AnnouncerOptions {
  readonly clock: Pick<Clock, 'sleep'>
  readonly rows: () => readonly RunRow[]
  /**
   * Whether what happens is put together for the length of a frame, as a page wants it. Else each event of a run is told at
   * once, and rows are told to nobody: who follows one run in this process gains nothing by either.
   */
  readonly frames?: boolean
  readonly log?: Log
}

/** One frame of a screen, in milliseconds: nobody sees more often what has changed. */
const FRAME = 16

export function createAnnouncer({
  clock,
  rows,
  frames = true,
  log = silentLog,
}: AnnouncerOptions): Announcer {
  const listeners = new Set<(event: HostEvent) => void>()
  const events = new Map<string, RunEvent[]>()
  const closing = new AbortController()
  let rowsChanged = false
  let waiting = false

  const announce = (event: HostEvent): void => {
    for (const listener of listeners)
      try {
        listener(event)
      } catch (thrown) {
        // The others are notified all the same, and so is the run that goes on.
        log.error('listener.threw', { of: event.type, error: thrown })
      }
  }

  function flush(): void {
    waiting = false
    // First: who gets events of a run finds its row there.
    if (rowsChanged) announce({ type: 'runs.changed', runs: [...rows()] })
    rowsChanged = false
    const batches = [...events]
    events.clear()
    for (const [run, batch] of batches) announce({ type: 'run.events', run, events: batch })
  }

  function scheduleFlush(): void {
    if (waiting || closing.signal.aborted) return
    waiting = true
    clock.sleep(FRAME, closing.signal).then(flush, endedBy(closing.signal))
  }

  return {
    announce,
    announceRun(run, event) {
      if (!frames) return announce({ type: 'run.events', run, events: [event] })
      const batch = events.get(run)
      if (batch === undefined) events.set(run, [event])
      else batch.push(event)
      scheduleFlush()
    },
    announceRows() {
      if (!frames) return
      rowsChanged = true
      scheduleFlush()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close: () => closing.abort(),
  }
}
