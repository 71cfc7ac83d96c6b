import { chmod, readFile, rm, stat } from 'node:fs/promises'
import { z } from 'zod'
import type { KeyState } from '#shared/api/records.ts'
import { AppError } from '#shared/errors.ts'
import { unwritable } from './fileError.ts'
import { writeWhole } from './writeWhole.ts'

/** A secret and the origin (such as `https://example.com`) that it was set for. It is sent to no other. */
export const BoundSecret = z.object({ origin: z.string().min(1), secret: z.string().min(1) })
export type BoundSecret = z.infer<typeof BoundSecret>

/** A value that only the user may read. `get` and `all` are only for using it: no answer and no event contains it. */
export interface SavedSecret {
  /**
   * The secret that was set for `origin`; null if there is none, or it belongs to another origin, or `origin` is null.
   */
  get(origin: string | null): string | null
  /** Every known secret, whatever its origin: for redacting. */
  all(): readonly string[]
  state(origin: string | null): KeyState
  /** Uses it for `origin` from now on, and with `remember` after a restart too. Rejects with `account.key`, `file.unwritable`. */
  set(secret: string, options: { readonly origin: string; readonly remember: boolean }): Promise<void>
  /** Forgets what was set here. The environment's value counts again. */
  forget(): Promise<void>
}

/** The storage of a secret beyond this process. */
export interface SecretStore {
  /** The text as it was written; null if there is none that can be read. */
  read(): Promise<string | null>
  /** Rejects with `account.key` if it cannot be stored safely, `file.unwritable`. */
  write(text: string): Promise<void>
  remove(): Promise<void>
}

export interface SecretOptions {
  readonly path: string
  /** The environment's value, with the origin that the same environment names. */
  readonly given: BoundSecret | null
  /**
   * The origin of a secret that an earlier version has written without one; null: none, so that it must be entered
   * again.
   */
  readonly unnamedOrigin: string | null
  accepts(text: string): boolean
  /** The error for a text that is not accepted. */
  readonly refusal: string
}

/** How a host opens its stored secrets. */
export type OpenSecret = (options: SecretOptions) => Promise<SavedSecret>

interface SourcedSecret extends BoundSecret {
  readonly from: NonNullable<KeyState['from']>
}

/** A secret in a file that only this user can read. */
export const openSecret: OpenSecret = (options) => openSecretIn(fileStore(options.path), options)

/**
 * A newly set secret takes precedence over the environment, and that over a stored one; each only for its own origin.
 */
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

/** Read access to this file allows spending money. */
const MODE = 0o600

const fileStore = (path: string): SecretStore => ({
  async read() {
    try {
      const text = await readFile(path, 'utf8')
      // A copied file: restricts its permissions.
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
