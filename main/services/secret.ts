import { chmod, readFile, rm, stat } from 'node:fs/promises'
import type { KeyState } from '#shared/ipc/records.ts'
import { AppError } from '#shared/errors.ts'
import { unwritable } from './fileError.ts'
import { writeWhole } from './writeWhole.ts'

/** Something that only the person may read. `get` is for its one use alone: no answer and no event has it. */
export interface KeptSecret {
  get(): string | null
  state(): KeyState
  /** Uses it from now on, and with `remember` after a restart too. Rejects with `account.key`, `file.unwritable`. */
  set(secret: string, remember: boolean): Promise<KeyState>
  /** Forgets what was set here. What the environment gives counts again. */
  forget(): Promise<KeyState>
}

export interface SecretOptions {
  readonly path: string
  /** What the environment gives. */
  readonly given: string | null
  accepts(text: string): boolean
  /** What is said of a text that is not accepted. */
  readonly refusal: string
}

/** How a host opens the secrets that it keeps. */
export type OpenSecret = (options: SecretOptions) => Promise<KeptSecret>

/** Whoever may read this file may spend money. */
const MODE = 0o600

interface Known {
  readonly text: string
  readonly from: NonNullable<KeyState['from']>
}

/** What a person sets now comes before the environment, and that before a file from earlier. */
export async function openSecret(options: SecretOptions): Promise<KeptSecret> {
  const { path, given } = options
  const fromEnvironment: Known | null = given === null ? null : { text: given, from: 'environment' }
  let known = fromEnvironment ?? (await readSecret(options))
  const state = (): KeyState => ({ from: known?.from ?? null })
  return {
    get: () => known?.text ?? null,
    state,
    async set(secret, remember) {
      const trimmed = secret.trim()
      if (!options.accepts(trimmed)) throw new AppError('account.key', options.refusal)
      if (remember) await writeWhole(path, Buffer.from(`${trimmed}\n`), MODE)
      known = { text: trimmed, from: remember ? 'file' : 'session' }
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

async function readSecret({ path, accepts }: SecretOptions): Promise<Known | null> {
  try {
    const text = (await readFile(path, 'utf8')).trim()
    // Somebody copied it about: what others could read until now they cannot any more.
    if (((await stat(path)).mode & 0o077) !== 0) await chmod(path, MODE)
    return accepts(text) ? { text, from: 'file' } : null
  } catch {
    return null
  }
}
