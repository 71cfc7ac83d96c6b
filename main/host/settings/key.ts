import { boundKeyIn, isKey } from '../engines/openEngine.ts'
import { OFFICIAL } from '../../network/apiUrl.ts'
import type { SavedSecret, OpenSecret } from '../../platform/secret.ts'
import { openSecret } from '../../platform/secret.ts'

/** The key for RunComfy. `get` is only for the client of the engine. */
export type SavedKey = SavedSecret

/** The key that the user set, or that the environment or a file of this library has, each for its own origin. */
export const openKey = ({
  path,
  env,
  open = openSecret,
}: {
  readonly path: string
  readonly env: Readonly<NodeJS.ProcessEnv>
  readonly open?: OpenSecret
}): Promise<SavedKey> =>
  open({
    path,
    given: boundKeyIn(env),
    // Earlier versions had one key, whatever the address: it was issued by RunComfy.
    unnamedOrigin: OFFICIAL,
    accepts: isKey,
    refusal: 'This has characters that no key has. Copy it again, without spaces.',
  })
