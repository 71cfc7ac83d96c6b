import { setTimeout } from 'node:timers/promises'
import { endpoints } from '#nodes/registry.ts'
import { startPractice } from '#main/practice/practice.ts'
import type { Practice } from '#main/practice/practice.ts'

/** What a test asks of an engine. */
export interface NetworkEngine extends Practice {
  /** How many submits arrived, answered or not. */
  posts(): Promise<number>
  /** Resolves when such a call has arrived, and so many milliseconds have passed since. */
  heard(call: 'submit' | 'status' | 'result', since: number): Promise<void>
}

/** Between two looks at what has arrived, in milliseconds. */
const LOOK = 25

/** A practice engine in this process: nothing is killed here but the program. */
export async function startNetworkEngine(token: string | null = null): Promise<NetworkEngine> {
  const practice = await startPractice({ endpoints, pace: 'fast', token })
  const count = async (call: string): Promise<number> => {
    const answer = await fetch(`${practice.url}/practice/counts`)
    // The cast is sound: the engine is ours, and its own tests hold it to this shape.
    const { calls } = (await answer.json()) as { readonly calls: Readonly<Record<string, number>> }
    return calls[call] ?? 0
  }
  return {
    ...practice,
    posts: () => count('submit'),
    async heard(call, since) {
      while ((await count(call)) === 0) await setTimeout(LOOK)
      await setTimeout(since)
    },
  }
}
