import type { EngineProcess } from './engineProcess.ts'
import { startEngine } from './engineProcess.ts'

/** A few engines, each used by one trial at a time: so its ledger has only that trial's submits. */
export interface EnginePool {
  use<T>(work: (engine: EngineProcess) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Two by default: as many as a small machine has processors. */
export async function startEnginePool(size = 2): Promise<EnginePool> {
  const engines = await Promise.all(Array.from({ length: size }, () => startEngine()))
  const free = [...engines]
  const waiting: ((engine: EngineProcess) => void)[] = []
  const acquire = (): Promise<EngineProcess> => {
    const engine = free.pop()
    return engine === undefined
      ? new Promise((resolve) => void waiting.push(resolve))
      : Promise.resolve(engine)
  }
  return {
    async use(work) {
      const engine = await acquire()
      try {
        return await work(engine)
      } finally {
        await engine.clearFaults()
        await engine.release()
        const next = waiting.shift()
        if (next === undefined) free.push(engine)
        else next(engine)
      }
    },
    close: async () => void (await Promise.all(engines.map((engine) => engine.close()))),
  }
}
