import runcomfy from '#main/engines/runcomfy/engine.ts'
import { keyIn } from '#main/engines/environment.ts'
import type { HeldLibrary } from './openHeldLibrary.ts'
import { openHeldLibrary } from './openHeldLibrary.ts'

export const TOKEN = 'bench'

/** The product's own host: a library in `home`, and the measuring engine at `url` in place of RunComfy. */
export async function openBenchHost(home: string, url: string): Promise<HeldLibrary> {
  const env = { PATCHBAY_HOME: home, PATCHBAY_API_URL: url, RUNCOMFY_API_TOKEN: TOKEN }
  if (keyIn(runcomfy, env) !== TOKEN) throw new Error('the engine would be asked with another key')
  return openHeldLibrary({ env, types: [], endpoints: [], what: 'benchmark' }, 'runcomfy')
}
