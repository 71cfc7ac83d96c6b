import type { EngineId } from '#shared/catalogue/engineId.ts'
import { engines } from '../../engines/engines.ts'
import { addressIn, keyIn, namesAddress } from '../../engines/environment.ts'
import { accountOf } from '../engines/openEngine.ts'
import type { CommandRun } from './localRequests.ts'

type Env = Readonly<NodeJS.ProcessEnv>
type Payers = NonNullable<CommandRun['payers']>

/** The payers by this environment, for a host in another process to compare; none where an address is invalid. */
export function payersIn(env: Env): Payers {
  const payers = engines.flatMap((engine): readonly (readonly [string, Payers[string]])[] => {
    const key = keyIn(engine, env)
    try {
      const api = addressIn(engine, env)
      const account = key === null ? null : accountOf(api, key)
      return [[engine.id, { origin: api.origin, named: namesAddress(engine, env), account }]]
    } catch {
      return []
    }
  })
  return Object.fromEntries(payers)
}

/**
 * Why the address of an engine in this environment cannot be used; null if all can, or if there are none. `only`: of
 * this engine alone.
 */
export function addressProblem(env: Env, only: EngineId | null): string | null {
  for (const engine of engines.filter(({ id }) => only === null || id === only))
    try {
      addressIn(engine, env)
    } catch (thrown) {
      return thrown instanceof Error ? thrown.message : String(thrown)
    }
  return null
}

/** What messages call an engine: its id if this version does not have it. */
export const titleOfEngine = (id: EngineId): string => engines.find((engine) => engine.id === id)?.title ?? id

/** The engines of this version, for a command line. */
export const engineNames: readonly string[] = engines.map(({ id }) => id)

/** The environment variables of the engines, for help. */
export const engineEnvironment = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    engines.flatMap(({ title, key: { variables }, address: { variable } }) => {
      const [name, ...others] = variables
      const also = others.map((other) => `. ${other} is read as well`).join('')
      return [
        [
          name,
          `Key for ${title}, sent to the address in ${variable} only. Without it, the key that was set in the editor for this address is used${also}`,
        ],
        [
          variable,
          `Base URL of ${title}, before the one that is set in the editor. Plain http is allowed to this machine only`,
        ],
      ]
    }),
  )
