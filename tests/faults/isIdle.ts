import type { Holds, ReachedOrder, SeenRequest } from '#main/practice/server/control.ts'

/** What of an engine tells how far its requests have come, in this process or in another. */
export interface Watched {
  holds(): Holds | Promise<Holds>
  reached(order: ReachedOrder): Promise<readonly SeenRequest[]>
}

/** Node's word for a thread that is at work; one that waits is not among what keeps the process going. */
const THREAD = 'MessagePort'

/** Whether every request that an engine accepted has ended or is held, and no thread of this process is at work. */
export async function isIdle(engine: Watched): Promise<boolean> {
  if (process.getActiveResourcesInfo().includes(THREAD)) return false
  const { held } = await engine.holds()
  const kept = new Set(held.map(({ requestId }) => requestId))
  const all = await engine.reached({ state: 'in_queue', count: 0 })
  return all.every(
    ({ requestId, state }) => state === 'completed' || state === 'cancelled' || kept.has(requestId),
  )
}
