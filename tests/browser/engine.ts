import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EngineProcess } from '../faults/engineProcess.ts'
import type { Editor } from './editor.ts'

/** Plays RunComfy, holds jobs in a state for as long as a test wants, and injects faults. */
export interface Engine extends Omit<EngineProcess, 'arrived' | 'close'> {
  /** Resolves when this many requests of this test are or have been in the state: other tests use the same process. */
  reached: EngineProcess['reached']
  /** Configures a library, before its host starts, to run its jobs here. No price needs an approval. */
  serve(editor: Editor): Promise<void>
  /** The environment of a program whose jobs run here. */
  readonly env: Readonly<Record<string, string>>
}

export async function createEngine(process: EngineProcess): Promise<Engine> {
  // Every accepted request has been in the queue.
  const accepted = await process.reached({ state: 'in_queue', count: 0 })
  const before = new Set(accepted.map(({ requestId }) => requestId))
  const env = { RUNCOMFY_API_TOKEN: 'key', PATCHBAY_API_URL: process.url }
  return {
    ...process,
    env,
    async reached({ count = 1, ...order }) {
      for (let wanted = count; ;) {
        const all = await process.reached({ ...order, count: wanted })
        const own = all.filter(({ requestId }) => !before.has(requestId))
        if (own.length >= count) return own
        wanted = all.length + 1
      }
    },
    async serve(editor) {
      await writeSettings(editor.home)
      editor.use(env)
    },
  }
}

/** A library that pays, and asks only above a hundred dollars. */
export const writeSettings = (home: string): Promise<void> =>
  writeFile(join(home, 'settings.json'), JSON.stringify({ engine: 'runcomfy', confirmAbove: 100 }))
