import sharp from 'sharp'
import type { Holds, ReachedOrder, SeenRequest } from '#main/practice/server/control.ts'

/** What of an engine tells how far its requests have come, in this process or in another. */
export interface Watched {
  holds(): Holds | Promise<Holds>
  reached(order: ReachedOrder): Promise<readonly SeenRequest[]>
}

/** Node's words for what is under way beside the code that runs: threads at work, files, names, connections. */
const UNDER_WAY = /^(MessagePort|FSReq|FileHandle\w*Req|GetAddrInfoReq|TCPConnect|WriteWrap|ShutdownWrap)/

/** Whether nothing of this process is under way that will be over by itself. */
function isQuiet(): boolean {
  const { queue, process: drawing } = sharp.counters()
  return queue + drawing === 0 && !process.getActiveResourcesInfo().some((name) => UNDER_WAY.test(name))
}

/** How often the loop of events is gone through to find what has arrived meanwhile and what comes of it. */
const TURNS = 8

/**
 * Whether every request that an engine accepted has ended or is held, every call has its whole answer, and nothing of
 * this process is at work on them. However long the machine takes for any of it, that is not idle.
 */
export async function isIdle(engine: Watched): Promise<boolean> {
  if (!isQuiet()) return false
  const { held, answering } = await engine.holds()
  if (answering > 0) return false
  const heldIds = new Set(held.map(({ requestId }) => requestId))
  const all = await engine.reached({ state: 'in_queue', count: 0 })
  const ended = all.every(
    ({ requestId, state }) => state === 'completed' || state === 'cancelled' || heldIds.has(requestId),
  )
  if (!ended) return false
  // An answer may have arrived in the same moment as these two.
  for (let turn = 0; turn < TURNS; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve))
    if (!isQuiet()) return false
  }
  return (await engine.holds()).answering === 0
}
