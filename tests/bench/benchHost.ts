import { keyIn } from '#main/openEngine.ts'
import type { Host } from '#main/openHost.ts'
import { openHost } from '#main/openHost.ts'

export const TOKEN = 'bench'

/** The product's own host: a library in `home`, and the measuring engine at `url` in RunComfy's place. */
export async function openBenchHost(home: string, url: string): Promise<Host> {
  const env = { PATCHBAY_HOME: home, PATCHBAY_API_URL: url, RUNCOMFY_API_TOKEN: TOKEN }
  if (keyIn(env) !== TOKEN) throw new Error('the engine would be asked with another key')
  return openHost({ engine: 'runcomfy', env, endpoints: [], what: 'benchmark' })
}
