import { isKey, keyIn } from '../openEngine.ts'
import type { KeptSecret, OpenSecret } from '../services/secret.ts'
import { openSecret } from '../services/secret.ts'

/** The key for RunComfy. `get` is for the way to the engine alone. */
export type KeptKey = KeptSecret

/** The key that a person set, or that the environment or a file of this library has. */
export const openKey = ({
  path,
  env,
  open = openSecret,
}: {
  readonly path: string
  readonly env: Readonly<NodeJS.ProcessEnv>
  readonly open?: OpenSecret
}): Promise<KeptKey> =>
  open({
    path,
    given: keyIn(env),
    accepts: isKey,
    refusal: 'This has characters that no key has. Copy it again, without spaces.',
  })
