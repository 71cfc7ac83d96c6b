import type { BoundSecret } from '#main/platform/secret.ts'
import { readApiUrl } from '#main/network/apiUrl.ts'
import type { EngineDefinition } from './engine.ts'

type Env = Readonly<NodeJS.ProcessEnv>

/** The key of an engine in the environment, or null; an invalid header value is not a key. */
export function keyIn({ key: { variables, accepts } }: EngineDefinition, env: Env): string | null {
  const key = variables.map((name) => (env[name] ?? '').trim()).find((text) => text !== '') ?? ''
  return accepts(key) ? key : null
}

/** Whether the environment sets the address of an engine: then the settings are ignored. */
export const namesAddress = ({ address }: EngineDefinition, env: Env): boolean =>
  (env[address.variable] ?? '').trim() !== ''

/** The address of an engine in the environment, or its own. Throws `egress.refused`, naming the variable. */
export const addressIn = ({ address }: EngineDefinition, env: Env): URL =>
  readApiUrl(env[address.variable], address.variable, address.standard)

/** The key in the environment with the origin that the same environment names; null without a key or an address. */
export function boundKeyIn(engine: EngineDefinition, env: Env): BoundSecret | null {
  const secret = keyIn(engine, env)
  if (secret === null) return null
  try {
    return { secret, origin: addressIn(engine, env).origin }
  } catch {
    return null
  }
}
