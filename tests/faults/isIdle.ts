import type { Holds, ReachedOrder, SeenRequest } from '#main/practice/server/control.ts'

/** What of an engine tells how far its requests have come, in this process or in another. */
export interface Watched {
  holds(): Holds | Promise<Holds>
  reached(order: ReachedOrder): Promise<readonly SeenRequest[]>
}

/** Whether every request that an engine accepted has ended or is held. */
export async function isIdle(engine: Watched): Promise<boolean> {
  const { held } = await engine.holds()
  const kept = new Set(held.map(({ requestId }) => requestId))
  const all = await engine.reached({ state: 'in_queue', count: 0 })
  return all.every(
    ({ requestId, state }) => state === 'completed' || state === 'cancelled' || kept.has(requestId),
  )
}
