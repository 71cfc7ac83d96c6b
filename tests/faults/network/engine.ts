import { endpoints } from '#nodes/endpoints.ts'
import type { ApiName } from '#main/practice/apiName.ts'
import { servedEndpoints } from '#main/host/engines/servedEndpoints.ts'
import { startPractice } from '#main/practice/practice.ts'
import type { Capabilities } from '#main/practice/server/capabilities.ts'
import type { Practice } from '#main/practice/practice.ts'

/** A test's requirements of an engine. */
export interface NetworkEngine extends Practice {
  /** How many submits arrived, answered or not. */
  posts(): Promise<number>
}

/** A practice engine in this process: only the program is killed here. */
export async function startNetworkEngine(
  token: string | null = null,
  api: ApiName = 'runcomfy',
  capabilities: Partial<Capabilities> = {},
  port = 0,
): Promise<NetworkEngine> {
  const served = servedEndpoints(endpoints.filter(({ engine }) => engine === api))
  const practice = await startPractice({ api, endpoints: served, pace: 'fast', token, capabilities, port })
  return { ...practice, posts: () => practice.arrived({ call: 'submit', count: 0 }) }
}
