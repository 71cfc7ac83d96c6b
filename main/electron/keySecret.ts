import { readFile, rm } from 'node:fs/promises'
import { AppError } from '#shared/errors.ts'
import type { KeyState } from '#shared/ipc/records.ts'
import { unwritable } from '../services/fileError.ts'
import type { KeptSecret, SecretOptions } from '../services/secret.ts'
import { writeWhole } from '../services/writeWhole.ts'
import type { Electron } from './electron.ts'

/**
 * Whether the system can keep a secret. On Linux without a key ring Electron encrypts with a password that everybody
 * knows, which is no keeping.
 */
export const canKeep = (
  { safeStorage }: Pick<Electron, 'safeStorage'>,
  platform: NodeJS.Platform = process.platform,
): boolean =>
  safeStorage.isEncryptionAvailable() &&
  (platform !== 'linux' || !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend()))

/**
 * A secret in the system's key store: what lies on the disk is of no use without it. Where there is no key store, it is kept
 * for this session only, and to remember it is refused in words.
 */
export async function openKeySecret(
  electron: Pick<Electron, 'safeStorage'>,
  options: SecretOptions,
  platform: NodeJS.Platform = process.platform,
): Promise<KeptSecret> {
  const { safeStorage } = electron
  const { path, given } = options
  const fromEnvironment = given === null ? null : { text: given, from: 'environment' as const }
  let known: { readonly text: string; readonly from: NonNullable<KeyState['from']> } | null =
    fromEnvironment ?? (await read())

  async function read(): Promise<typeof known> {
    try {
      if (!canKeep(electron, platform)) return null
      const text = safeStorage.decryptString(await readFile(path))
      return options.accepts(text) ? { text, from: 'file' } : null
    } catch {
      return null
    }
  }

  const state = (): KeyState => ({ from: known?.from ?? null })
  return {
    get: () => known?.text ?? null,
    state,
    async set(secret, remember) {
      const trimmed = secret.trim()
      if (!options.accepts(trimmed)) throw new AppError('account.key', options.refusal)
      if (remember) {
        if (!canKeep(electron, platform))
          throw new AppError(
            'account.key',
            'This system has no key store that could keep it safely. Use it for this session, or set it in the environment.',
          )
        await writeWhole(path, safeStorage.encryptString(trimmed), 0o600)
      }
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
