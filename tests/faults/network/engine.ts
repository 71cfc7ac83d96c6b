import { endpoints } from '#nodes/endpoints.ts'
import { startPractice } from '#main/practice/practice.ts'
import type { Practice } from '#main/practice/practice.ts'

/** A test's requirements of an engine. */
export interface NetworkEngine extends Practice {
  /** How many submits arrived, answered or not. */
  posts(): Promise<number>
}

/** A practice engine in this process: only the program is killed here. */
export async function startNetworkEngine(token: string | null = null): Promise<NetworkEngine> {
  const practice = await startPractice({ endpoints, pace: 'fast', token })
  return { ...practice, posts: () => practice.arrived({ call: 'submit', count: 0 }) }
}
