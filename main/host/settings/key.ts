import type { EngineDefinition } from '../../engines/engine.ts'
import { boundKeyIn } from '../../engines/environment.ts'
import type { SavedSecret, OpenSecret } from '../../platform/secret.ts'
import { openSecret } from '../../platform/secret.ts'

/** Why a text cannot be a key. */
export const KEY_REFUSAL = 'This has characters that no key has. Copy it again, without spaces.'

/** An engine's key that the user set, or that the environment or a file of this library has, each for its own origin. */
export const openKey = (
  engine: EngineDefinition,
  {
    path,
    env,
    open = openSecret,
  }: {
    readonly path: string
    readonly env: Readonly<NodeJS.ProcessEnv>
    readonly open?: OpenSecret
  },
): Promise<SavedSecret> =>
  open({
    path,
    given: boundKeyIn(engine, env),
    // Earlier versions had one key, whatever the address: it was issued by the engine itself.
    unnamedOrigin: new URL(engine.address.standard).origin,
    accepts: engine.key.accepts,
    refusal: KEY_REFUSAL,
  })
