import { apiUrlIn, namesApiUrl } from '../../network/apiUrl.ts'
import type { CommandRun } from './localRequests.ts'
import { accountOf, keyIn } from '../engines/openEngine.ts'

type Env = Readonly<NodeJS.ProcessEnv>

/** The payer by this environment, for a host in another process to compare; null if its address is invalid. */
export function payerIn(env: Env): CommandRun['payer'] {
  const key = keyIn(env)
  try {
    const api = apiUrlIn(env)
    return {
      origin: api.origin,
      named: namesApiUrl(env),
      account: key === null ? null : accountOf(api, key),
    }
  } catch {
    return null
  }
}

/** Why the address of the API in this environment cannot be used; null if it can, or if there is none. */
export function apiUrlProblem(env: Env): string | null {
  try {
    apiUrlIn(env)
    return null
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown)
  }
}
