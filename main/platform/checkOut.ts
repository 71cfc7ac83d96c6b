import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { AppError } from '#shared/errors.ts'
import { systemCode } from './fileError.ts'

/**
 * Checks whether pictures can be saved below `out`, without creating it: before anything is paid for. Rejects with
 * `file.unwritable`.
 */
export async function checkOut(out: string): Promise<void> {
  for (let path = resolve(out); ; path = dirname(path)) {
    try {
      if (!(await stat(path)).isDirectory()) throw unusable(out, `${path} is not a folder`)
      await access(path, constants.W_OK | constants.X_OK)
      return
    } catch (thrown) {
      if (thrown instanceof AppError) throw thrown
      const code = systemCode(thrown)
      if (code === 'ENOTDIR') throw unusable(out, 'a part of its path is not a folder', thrown)
      if (code !== 'ENOENT' || dirname(path) === path)
        throw unusable(out, `${path} may not be written to`, thrown)
    }
  }
}

const unusable = (out: string, why: string, cause?: unknown): AppError =>
  new AppError('file.unwritable', `Pictures cannot be saved in ${out}: ${why}.`, {
    cause,
    data: { path: out },
  })
