import { chmod, readFile, rm, stat } from 'node:fs/promises'
import { z } from 'zod'
import type { KeyState } from '#shared/api/records.ts'
import { AppError } from '#shared/errors.ts'
import { unwritable } from './fileError.ts'
import { writeWhole } from './writeWhole.ts'

/** A secret and the origin (as in `https://example.com`) that it was set for. It is sent to no other. */
export const BoundSecret = z.object({ origin: z.string().min(1), secret: z.string().min(1) })
export type BoundSecret = z.infer<typeof BoundSecret>

/** Something that only the user may read. `get` and `all` are for its use alone: no answer and no event has it. */
export interface SavedSecret {
  /** The secret that was set for `origin`; null where there is none, or it is for another origin, or `origin` is null. */
  get(origin: string | null): string | null
  /** Every secret that is known here, whatever its origin: to take them out of texts. */
  all(): readonly string[]
  state(origin: string | null): KeyState
  /** Uses it for `origin` from now on, and with `remember` after a restart too. Rejects with `account.key`, `file.unwritable`. */
  set(secret: string, options: { readonly origin: string; readonly remember: boolean }): Promise<void>
  /** Forgets what was set here. What the environment gives counts again. */
  forget(): Promise<void>
}

/** Where a secret outlives this process. */
export interface SecretStore {
  /** The text as it was written; null where there is none that can be read. */
  read(): Promise<string | null>
  /** Rejects with `account.key` where it cannot be kept safely, `file.unwritable`. */
  write(text: string): Promise<void>
  remove(): Promise<void>
}

export interface SecretOptions {
  readonly path: string
  /** What the environment gives, with the origin that the same environment names. */
  readonly given: BoundSecret | null
  /** Whose a secret is that an earlier version has written without an origin; null: nobody's, it is asked for again. */
  readonly unnamedOrigin: string | null
  accepts(text: string): boolean
  /** What is said of a text that is not accepted. */
  readonly refusal: string
}

/** How a host opens the secrets that it keeps. */
export type OpenSecret = (options: SecretOptions) => Promise<SavedSecret>

interface SourcedSecret extends BoundSecret {
  readonly from: NonNullable<KeyState['from']>
}

/** A secret in a file that only this user can read. */
export const openSecret: OpenSecret = (options) => openSecretIn(fileStore(options.path), options)

/** What a user sets now comes before the environment, and that before what was kept earlier; each for its own origin alone. */
export async function openSecretIn(store: SecretStore, options: SecretOptions): Promise<SavedSecret> {
  const { accepts, given, refusal } = options
  const fromEnvironment: SourcedSecret | null = given === null ? null : { ...given, from: 'environment' }
  let saved = readSaved(await store.read(), options)
  let setNow: SourcedSecret | null = null
  const secrets = (): readonly SourcedSecret[] =>
    [setNow, fromEnvironment, saved].filter((one) => one !== null)
  const find = (origin: string | null): SourcedSecret | undefined =>
    secrets().find((one) => one.origin === origin)
  return {
    get: (origin) => find(origin)?.secret ?? null,
    all: () => secrets().map(({ secret }) => secret),
    state(origin) {
      const found = find(origin)
      if (found !== undefined) return { from: found.from }
      const [other] = secrets()
      return other === undefined ? { from: null } : { from: null, elsewhere: other.origin }
    },
    async set(secret, { origin, remember }) {
      const trimmed = secret.trim()
      if (!accepts(trimmed)) throw new AppError('account.key', refusal)
      const bound: BoundSecret = { origin, secret: trimmed }
      if (remember) {
        await store.write(`${JSON.stringify(bound)}\n`)
        saved = { ...bound, from: 'file' }
      }
      setNow = { ...bound, from: remember ? 'file' : 'session' }
    },
    async forget() {
      await store.remove()
      setNow = null
      saved = null
    },
  }
}

function readSaved(text: string | null, { accepts, unnamedOrigin }: SecretOptions): SourcedSecret | null {
  if (text === null) return null
  const read = readBound(text) ?? (unnamedOrigin && { origin: unnamedOrigin, secret: text.trim() })
  return read && accepts(read.secret) ? { ...read, from: 'file' } : null
}

function readBound(text: string): BoundSecret | null {
  try {
    return BoundSecret.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** Whoever may read this file may spend money. */
const MODE = 0o600

const fileStore = (path: string): SecretStore => ({
  async read() {
    try {
      const text = await readFile(path, 'utf8')
      // Copied by somebody: what others could read until now they cannot any more.
      if (((await stat(path)).mode & 0o077) !== 0) await chmod(path, MODE)
      return text
    } catch {
      return null
    }
  },
  write: (text) => writeWhole(path, Buffer.from(text), MODE),
  async remove() {
    await rm(path, { force: true }).catch((thrown: unknown) => {
      throw unwritable(path, thrown)
    })
  },
})
