import { readFile, rm } from 'node:fs/promises'
import { AppError } from '#shared/errors.ts'
import { unwritable } from '../platform/fileError.ts'
import type { SavedSecret, SecretOptions, SecretStore } from '../platform/secret.ts'
import { openSecretIn } from '../platform/secret.ts'
import { writeWhole } from '../platform/writeWhole.ts'
import type { Electron } from './electron.ts'

/**
 * Whether the system can keep a secret. On Linux without a key ring Electron encrypts with a publicly known password,
 * which does not count.
 */
export const canStore = (
  { safeStorage }: Pick<Electron, 'safeStorage'>,
  platform: NodeJS.Platform = process.platform,
): boolean =>
  safeStorage.isEncryptionAvailable() &&
  (platform !== 'linux' || !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend()))

/**
 * A secret in the system's key store: the file on the disk is useless without it. Without a key store it lasts for this
 * session only, and remembering it is refused with an error.
 */
export function openKeySecret(
  electron: Pick<Electron, 'safeStorage'>,
  options: SecretOptions,
  platform: NodeJS.Platform = process.platform,
): Promise<SavedSecret> {
  const { safeStorage } = electron
  const { path } = options
  const store: SecretStore = {
    async read() {
      try {
        return canStore(electron, platform) ? safeStorage.decryptString(await readFile(path)) : null
      } catch {
        return null
      }
    },
    async write(text) {
      if (!canStore(electron, platform))
        throw new AppError(
          'account.key',
          'This system has no key store that could keep it safely. Use it for this session only.',
        )
      await writeWhole(path, safeStorage.encryptString(text), 0o600)
    },
    async remove() {
      await rm(path, { force: true }).catch((thrown: unknown) => {
        throw unwritable(path, thrown)
      })
    },
  }
  return openSecretIn(store, options)
}
