import { endedBy } from '#shared/endedBy.ts'
import type { HostEvent } from '#shared/api/contract.ts'
import { createRowsDiff } from '#shared/api/mergeRows.ts'
import type { RunRow } from '#shared/api/records.ts'
import type { RunEvent } from '#shared/run/run.ts'
import type { Clock, Log } from '#shared/services.ts'
import { silentLog } from '#shared/services.ts'

/** Sends events to every listener. Frequent ones are batched. */
export interface Announcer {
  /** At once. */
  announce(event: HostEvent): void
  /** Batched with all events of the same run within a frame. */
  announceRun(run: string, event: RunEvent): void
  /** What is different of the rows at the end of the frame. */
  announceRows(): void
  subscribe(listener: (event: HostEvent) => void): () => void
  /** Events that are not sent yet are dropped. */
  close(): void
}

export interface AnnouncerOptions {
  readonly clock: Pick<Clock, 'sleep'>
  readonly rows: () => readonly RunRow[]
  /**
   * Whether events are batched per frame, for a page. Otherwise each event of a run is sent at once, and rows are not
   * sent: a client in this process needs neither batches nor rows.
   */
  readonly frames?: boolean
  readonly log?: Log
}

/** One screen frame, in milliseconds: more frequent updates are not visible. */
const FRAME = 16

export function createAnnouncer({
  clock,
  rows,
  frames = true,
  log = silentLog,
}: AnnouncerOptions): Announcer {
  const listeners = new Set<(event: HostEvent) => void>()
  const events = new Map<string, RunEvent[]>()
  const diff = createRowsDiff()
  const closing = new AbortController()
  let rowsChanged = false
  let waiting = false

  const announce = (event: HostEvent): void => {
    for (const listener of listeners)
      try {
        listener(event)
      } catch (thrown) {
        // The others are notified nevertheless, and the run continues.
        log.error('listener.threw', { of: event.type, error: thrown })
      }
  }

  function announceChange(): void {
    try {
      const change = diff.next(rows())
      rowsChanged = false
      if (change !== null) announce(change)
    } catch (thrown) {
      // The store could not be read. The next frame tells it, and this one its events.
      log.error('rows.unread', { error: thrown })
    }
  }

  function flush(): void {
    waiting = false
    // Rows first: listeners find the row of a run when they get its events.
    if (rowsChanged) announceChange()
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
