import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { AppError } from '#shared/errors.ts'
import { endingsOfMedia } from '#shared/media/kinds.ts'
import type { Media } from '#shared/ports/value.ts'
import { systemCode, unreadable } from '../platform/fileError.ts'
import { writeWhole } from '../platform/writeWhole.ts'

/** Files named by the SHA-256 of their bytes, as in `aa/aa5f….png`. Each file is complete and never changes. */
export interface AssetFolder {
  /** Writes a file, unless it exists and is intact. Resolves with its SHA-256; rejects with `file.unwritable`. */
  save(bytes: Uint8Array, ending: string): Promise<string>
  /** Rejects with `file.unreadable` if the file is gone or its bytes have changed. */
  read(sha256: string, ending: string): Promise<Uint8Array>
  has(sha256: string, ending: string): boolean
  /**
   * The extension of an asset's file: of its type, or of the type under which it was stored before; undefined if its
   * type is not stored.
   */
  endingOf(media: Pick<Media, 'media' | 'mime' | 'sha256'>): string | undefined
  pathOf(sha256: string, ending: string): string
}

/** How much is hashed before others have a turn: about ten milliseconds of work. */
const PIECE = 2 ** 22

export async function sha256Of(bytes: Uint8Array): Promise<string> {
  const hash = createHash('sha256')
  for (let at = 0; at < bytes.length; at += PIECE) {
    if (at > 0) await setImmediate()
    hash.update(bytes.subarray(at, at + PIECE))
  }
  return hash.digest('hex')
}

export function createAssetFolder(folder: string): AssetFolder {
  const pathOf = (sha256: string, ending: string): string =>
    join(folder, sha256.slice(0, 2), `${sha256}.${ending}`)

  const has = (sha256: string, ending: string): boolean => existsSync(pathOf(sha256, ending))

  const isSound = async (path: string, sha256: string): Promise<boolean> => {
    try {
      return (await sha256Of(await readFile(path))) === sha256
    } catch {
      return false
    }
  }

  /** Marks the file as new, so that a clean-up spares it. False if it is gone. */
  const touch = async (path: string): Promise<boolean> => {
    const now = new Date()
    try {
      await utimes(path, now, now)
      return true
    } catch (thrown) {
      // A file whose time may not be set may not be removed either.
      return systemCode(thrown) !== 'ENOENT'
    }
  }

  return {
    async save(bytes, ending) {
      const sha256 = await sha256Of(bytes)
      const path = pathOf(sha256, ending)
      if (!(await isSound(path, sha256)) || !(await touch(path))) await writeWhole(path, bytes)
      return sha256
    },
    async read(sha256, ending) {
      const path = pathOf(sha256, ending)
      const bytes = await readFile(path).catch((thrown: unknown) => {
        throw systemCode(thrown) === 'ENOENT'
          ? new AppError('file.unreadable', `The asset ${path} is gone.`, { data: { path }, cause: thrown })
          : unreadable(path, thrown)
      })
      if ((await sha256Of(bytes)) !== sha256)
        throw new AppError('file.unreadable', `The asset ${path} is damaged: its bytes have changed.`, {
          data: { path },
        })
      return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    },
    has,
    endingOf(media) {
      const possible = endingsOfMedia(media)
      return possible.find((ending) => has(media.sha256, ending)) ?? possible[0]
    },
    pathOf,
  }
}
