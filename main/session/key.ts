import { chmod, readFile, rm, stat } from 'node:fs/promises'
import { AppError } from '#shared/errors.ts'
import type { KeyState } from '#shared/ipc/records.ts'
import { isKey, keyIn } from '../openEngine.ts'
import { unwritable } from '../services/fileError.ts'
import { writeWhole } from '../services/writeWhole.ts'

/** The key for RunComfy. `get` is for the way to the engine alone: no answer and no event has it. */
export interface KeptKey {
  get(): string | null
  state(): KeyState
  /** Uses a key from now on, and with `remember` after a restart too. Rejects with `account.key`, `file.unwritable`. */
  set(key: string, remember: boolean): Promise<KeyState>
  /** Forgets what was set here. A key in the environment counts again. */
  forget(): Promise<KeyState>
}

/** Whoever may read this file may spend money. */
const MODE = 0o600

interface Known {
  readonly key: string
  readonly from: NonNullable<KeyState['from']>
}

/** What a person sets now comes before the environment, and that before a file from earlier. */
export async function openKey({
  path,
  env,
}: {
  readonly path: string
  readonly env: Readonly<NodeJS.ProcessEnv>
}): Promise<KeptKey> {
  const given = keyIn(env)
  const fromEnvironment: Known | null = given === null ? null : { key: given, from: 'environment' }
  let known = fromEnvironment ?? (await readKey(path))
  const state = (): KeyState => ({ from: known?.from ?? null })
  return {
    get: () => known?.key ?? null,
    state,
    async set(key, remember) {
      const trimmed = key.trim()
      if (!isKey(trimmed))
        throw new AppError(
          'account.key',
          'This has characters that no key has. Copy it again, without spaces.',
        )
      if (remember) await writeWhole(path, Buffer.from(`${trimmed}\n`), MODE)
      known = { key: trimmed, from: remember ? 'file' : 'session' }
      return state()
    },
    async forget() {
      await rm(path, { force: true }).catch((thrown: unknown) => {
        throw unwritable(path, thrown)
      })
      known = fromEnvironment
      return state()
    },
  }
}

async function readKey(path: string): Promise<Known | null> {
  try {
    const key = (await readFile(path, 'utf8')).trim()
    // Somebody copied it about: what others could read until now they cannot any more.
    if (((await stat(path)).mode & 0o077) !== 0) await chmod(path, MODE)
    return isKey(key) ? { key, from: 'file' } : null
  } catch {
    return null
  }
}
