import sharp from 'sharp'
import type { Holds, ReachedOrder, SeenRequest } from '#main/practice/server/control.ts'

/** The parts of an engine that show how far its requests have come, in this process or in another. */
export interface Watched {
  holds(): Holds | Promise<Holds>
  reached(order: ReachedOrder): Promise<readonly SeenRequest[]>
}

/** Node's names for active resources: threads, files, names, connections. */
const UNDER_WAY = /^(MessagePort|FSReq|FileHandle\w*Req|GetAddrInfoReq|TCPConnect|WriteWrap|ShutdownWrap)/

/** Whether this process has no active work that will end by itself. */
function isQuiet(): boolean {
  const { queue, process: drawing } = sharp.counters()
  return queue + drawing === 0 && !process.getActiveResourcesInfo().some((name) => UNDER_WAY.test(name))
}

/** How many turns of the event loop it takes to find what has arrived meanwhile and what follows from it. */
const TURNS = 8

/**
 * Whether every accepted request of an engine has ended or is held, every call has its complete answer, and nothing of
 * this process is working on them. However long the machine takes for any of it, that is not idle.
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
  // An answer may have arrived at the same moment as these two.
  for (let turn = 0; turn < TURNS; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve))
    if (!isQuiet()) return false
  }
  return (await engine.holds()).answering === 0
}
